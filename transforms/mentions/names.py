"""Names inside one article: who is meant by a surname, which type a name has, where the tagger missed one.

Stays out: single spans (`transforms.mentions.spans`) and roles (`transforms.mentions.roles`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from transforms.lexicons import country_common_names, country_names, country_of, demonyms, is_listed_place
from transforms.lexicons.titles import forms_of_address
from transforms.mentions.document import Document, Span
from transforms.mentions.retyping import is_place_name
from transforms.mentions.words import PARTICLES, PARTY_NOUNS

_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_PERSON_RIVALS = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT"})
_ORDER_IN_A_DRAW = ("GPE", "PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "EVENT")
_WEIGHT = {"ner": 1, "ner+use": 1, "ner+list": 1, "lexicon+use": 1, "pattern+noun": 6}
"""How much a method's word on a type counts; what the other lists and patterns say counts four times."""
_RECOVERABLE = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})


def link_names(document: Document, spans: list[Span]) -> list[Span]:
    """Give every span its type and canonical name, and add the occurrences that the tagger missed."""
    spans = _without_common_words(document, spans)
    _parties(spans)
    _by_majority(spans, _full_name_by_part(_full_names(spans)))
    by_part = _full_name_by_part(_full_names(spans))
    namesakes = _surnames_like_peoples(by_part)
    for span in spans:
        if span.entity_type == "NORP" and span.name.casefold() in namesakes and _stands_alone(document, span):
            span.entity_type, span.method, span.confidence = "PERSON", "ner+surname", 0.75
            by_part.setdefault(span.name.casefold(), namesakes[span.name.casefold()])
    spans = _recovered(document, spans, by_part)
    acronyms = _acronyms(document, spans)
    for span in spans:
        span.canonical = _canonical(span, by_part, acronyms)
    return spans


def _surnames_like_peoples(by_part: Mapping[str, str]) -> dict[str, str]:
    """Casefolded surname → full name, of the article's persons whose surname is also a people's ("Mark Cuban")."""
    surnames = {surname_of(name).casefold(): name for name in by_part.values()}
    return {surname: name for surname, name in surnames.items() if surname in demonyms()}


def _stands_alone(document: Document, span: Span) -> bool:
    """Whether the word is a subject or object by itself: a people's singular would need an article or a noun."""
    head = span.last - 1
    before = document.form[span.first - 1].lower() if span.first else ""
    return (
        span.size == 1
        and document.xpos[head] in ("NNP", "NN")
        and document.deprel[head] in ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss")
        and before not in ("the", "a", "an", "one", "another", "every", "this", "that")
    )


def _without_common_words(document: Document, spans: list[Span]) -> list[Span]:
    """The spans without words that have a capital at the start of sentences only and are written small elsewhere."""
    forms = set(document.form)
    suspects = {
        span.name
        for span in spans
        if span.size == 1 and span.method == "ner" and not span.name.isupper() and span.name.casefold() in forms
    }
    if not suspects:
        return spans
    for token, form in enumerate(document.form):
        if form in suspects and not _opens_sentence(document, token):
            suspects.discard(form)
    return [span for span in spans if span.name not in suspects]


def _parties(spans: list[Span]) -> None:
    """ "the Greens" are a party where the article has the "Ruritanian Greens"."""
    parties = {span.name.split()[-1] for span in spans if span.entity_type == "ORG" and span.size > 1}
    for span in spans:
        if span.entity_type == "NORP" and span.name.casefold() in PARTY_NOUNS and span.name in parties:
            span.entity_type, span.method, span.confidence = "ORG", "ner+party", 0.75


def _opens_sentence(document: Document, token: int) -> bool:
    while token > 0 and document.sentence[token - 1] == document.sentence[token]:
        token -= 1
        if document.form[token][0].isalnum():
            return False
    return True


def surname_of(full_name: str) -> str:
    """The last word of a name, without "Jr." and the like."""
    words = full_name.split()
    while len(words) > 1 and words[-1].casefold() in _GENERATIONS:
        words.pop()
    return words[-1]


def is_place_or_people(name: str) -> bool:
    """Whether the word lists know the name as a country, a city or a people, so that it may not stand for a person."""
    return is_listed_place(name) or name.casefold() in demonyms()


def _full_names(spans: Iterable[Span]) -> Counter[str]:
    """Persons' names of two words or more, with the number of their mentions."""
    return Counter(span.name for span in spans if span.entity_type == "PERSON" and " " in span.name)


def _full_name_by_part(full_names: Counter[str]) -> dict[str, str]:
    """Casefolded first word, last word or shorter form → the one full name of the article that it can stand for.

    "Ann Lee" and "Ann B. Lee" are one person, whose name is the longer one. A part that fits two persons stands for
    none, but a surname goes before a first name.
    """
    fullest: dict[tuple[str, str], str] = {}
    for name in sorted(full_names, key=lambda n: (-len(n), n)):
        fullest.setdefault((name.split()[0].casefold(), surname_of(name).casefold()), name)
    by_part: dict[str, str] = {}
    for part_of in (surname_of, _after_hyphen, _without_first_name, lambda name: name.split()[0]):
        candidates: dict[str, set[str]] = defaultdict(set)
        for name in fullest.values():
            candidates[part_of(name).casefold()].add(name)
        for part, names in candidates.items():
            if len(names) == 1 and part not in by_part and not is_place_or_people(part):
                by_part[part] = next(iter(names))
            elif len(names) > 1:
                by_part.setdefault(part, "")
    for name in full_names:
        by_part[name.casefold()] = fullest[(name.split()[0].casefold(), surname_of(name).casefold())]
    return {part: name for part, name in by_part.items() if name}


def _after_hyphen(name: str) -> str:
    """ "Assad" of "Bashar al-Assad"; other double names stay whole."""
    surname = surname_of(name)
    head, _, tail = surname.partition("-")
    return tail if head.casefold() in {"al", "el", "as", "ash"} and tail else surname


def _without_first_name(name: str) -> str:
    return " ".join(name.split()[1:])


def _by_majority(spans: list[Span], by_part: dict[str, str]) -> None:
    """One type a name: full names of persons win over other readings of their surname, else the weighted majority."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        votes[span.name.casefold()][span.entity_type] += _WEIGHT.get(span.method, 4)
    for span in spans:
        key = span.name.casefold()
        if " " not in span.name and key in by_part and not is_place_name(span.name):
            if span.entity_type in _PERSON_RIVALS:
                span.entity_type, span.method, span.confidence = "PERSON", "ner+surname", 0.75
            continue
        best = max(votes[key], key=lambda label: (votes[key][label], -_ORDER_IN_A_DRAW.index(label)))
        if best != span.entity_type:
            span.entity_type, span.method, span.confidence = best, "ner+vote", 0.7


# ------------------------------------------------------------------------------------------------------- recovery


def _recovered(document: Document, spans: list[Span], by_part: dict[str, str]) -> list[Span]:
    """The spans and the occurrences of known names, surnames and countries that the tagger left out, in order."""
    taken = [False] * len(document)
    for span in spans:
        taken[span.first : span.last] = [True] * span.size
    wanted = _wanted_names(document, spans, by_part)
    found = list(spans)
    for token, form in enumerate(document.form):
        if taken[token]:
            continue
        for words, entity_type in wanted.get(form, ()):
            last = token + len(words)
            if document.form[token:last] != list(words) or any(taken[token:last]):
                continue
            if document.block[token] != document.block[last - 1] or _is_part_of_longer_name(document, token, last):
                continue
            taken[token:last] = [True] * len(words)
            found.append(Span(token, last, entity_type, "recovered", 0.7, document.name(token, last)))
            break
    return sorted(found, key=lambda span: span.first)


def _wanted_names(
    document: Document, spans: list[Span], by_part: dict[str, str]
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → (words, type) of names to look for, longest first."""
    wanted: dict[tuple[str, ...], str] = {}
    forms = set(document.form)
    for span in spans:
        words = tuple(document.form[span.first : span.last])
        enough = span.size > 1 or (span.entity_type == "PERSON" and span.name.casefold() in by_part)
        enough = enough or (span.name.isupper() and 3 <= len(span.name) <= 6 and span.entity_type == "ORG")
        enough = enough or (span.entity_type == "ORG" and _is_coined(span.name, forms))
        enough = enough or (span.entity_type == "GPE" and is_place_or_people(span.name))
        if span.entity_type in _RECOVERABLE and enough and words[0][0].isupper() and not span.in_headline:
            wanted.setdefault(words, span.entity_type)
    for name in set(by_part.values()):
        rest = name.split()[1:]
        if len(rest) > 1 and rest[0] in PARTICLES:
            wanted.setdefault(tuple(rest), "PERSON")
        surname = surname_of(name)
        if len(surname) > 2 and surname.casefold() in by_part and surname[0].isupper() and not surname.isupper():
            wanted.setdefault((surname,), "PERSON")
    index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for words, entity_type in sorted(wanted.items(), key=lambda item: (-len(item[0]), item[0])):
        index[words[0]].append((words, entity_type))
    return index


def _is_coined(name: str, forms: set[str]) -> bool:
    """Whether a body's name of one word is hardly anything else: long enough, no people or place, never written small."""
    return len(name) > 3 and name.isalnum() and name.casefold() not in forms and not is_place_or_people(name)


def _is_part_of_longer_name(document: Document, first: int, last: int) -> bool:
    """Whether a capitalised word beside the range belongs to the same name ("Lee" in "Lee University", "Bo Lee")."""
    after, before = last, first - 1
    if after < len(document) and document.block[after] == document.block[first]:
        form = document.form[after]
        if form == "-" and document.touches_next(last - 1):
            return True
        if form[0].isupper() and document.upos[after] == "PROPN":
            return True
    if before >= 0 and document.sentence[before] == document.sentence[first]:
        form = document.form[before]
        if form == "-" and document.touches_next(before):
            return True
        starts_sentence = before == 0 or document.sentence[before - 1] != document.sentence[before]
        is_name = form[0].isupper() and document.upos[before] == "PROPN" and not starts_sentence
        if is_name and form.casefold() not in forms_of_address():
            return True
    return False


# -------------------------------------------------------------------------------------------------- canonical names


def _acronyms(document: Document, spans: list[Span]) -> dict[str, str]:
    """Abbreviation → the one organisation of the article it stands for: in brackets after it, or by its initials."""
    found: dict[str, str] = {}
    candidates: dict[str, set[str]] = defaultdict(set)
    by_first = {span.first: span for span in spans}
    for span in spans:
        if span.entity_type not in {"ORG", "PRODUCT", "EVENT"} or span.size < 2:
            continue
        candidates[_initials(span.name)].add(span.name)
        inside = by_first.get(span.last + 1)
        if inside is not None and document.form[span.last] == "(" and inside.size == 1 and inside.name.isupper():
            # "Nordvik Materials and Advanced Marine Devices (AMD)": two bodies under one tag, the second is meant
            nearest = span.name.rpartition(" and ")[2]
            found[inside.name] = nearest if _initials(nearest) == inside.name else span.name
    for acronym, names in candidates.items():
        if len(acronym) > 1 and len(names) == 1:
            found.setdefault(acronym, next(iter(names)))
    return found


def _initials(name: str) -> str:
    """ "USFK" for "United States Forces Korea": the capitals that begin a word."""
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _canonical(span: Span, by_part: dict[str, str], acronyms: dict[str, str]) -> str:
    """The fullest name: a person's full name, a country's common name, what an abbreviation stands for."""
    key = span.name.casefold()
    if span.entity_type == "PERSON":
        full = by_part.get(key)
        if full is not None and full.casefold() != key:
            if " " not in span.name and span.method == "ner":
                span.method = "ner+surname"
            elif span.method == "recovered":
                span.method = "recovered+surname"
        return _plain_case(full or span.name)
    if span.entity_type == "GPE" and key in country_names():
        iso3 = country_of(span.name)
        return country_common_names()[iso3] if iso3 is not None else span.name
    if span.entity_type == "ORG":
        return acronyms.get(span.name.replace(".", ""), span.name)
    return _plain_case(span.name) if span.entity_type == "GPE" and len(key) > 4 else span.name


def _plain_case(name: str) -> str:
    """ "Beijing" for "BEIJING"; other names as they are."""
    return name.title() if name.isupper() and len(name) > 3 and "." not in name else name
