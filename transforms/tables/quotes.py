"""The table `quotes`: who said what."""

from transforms.tables.base import Evidence, Table, category, confidence, flag, integer, partition_day, string
from transforms.tables.blocks import ZONES

QUOTE_TYPES = ("direct", "indirect", "mixed")
SPEAKER_RESOLUTIONS = ("name", "nominal", "pronoun", "continuation", "anonymous", "none")


class Quotes(Table):
    """One row a quotation: source, cue and content (PARC).

    A direct quotation's offsets leave its quotation marks out. Content of one quotation never spans two paragraphs.
    """

    evidence = (
        Evidence("char_start", "char_end", "quotation"),
        Evidence("cue_char_start", "cue_char_end", "cue_text"),
        Evidence("speaker_char_start", "speaker_char_end", "speaker_text"),
    )

    quote_id = string("Hash of article and offsets; 32 hexadecimal digits.", key=True)
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    sentence_no = integer("The sentence the content begins in.")
    char_start = integer("First code point of the content in `articles.text`.")
    char_end = integer("First code point after the content.", at_least=1)
    quotation = string("The content as written.")
    quote_type = category(QUOTE_TYPES, "`direct`: all in quotation marks; `mixed`: part of it; `indirect`: none.")
    cue_text = string("The word that reports (PARC: cue).", optional=True)
    cue_lemma = string("Base form of the cue.", optional=True)
    cue_char_start = integer("First code point of the cue.", optional=True)
    cue_char_end = integer("First code point after the cue.", optional=True)
    speaker_text = string("The speaker as written beside the cue (PARC: source).", optional=True)
    speaker_char_start = integer("First code point of the speaker.", optional=True)
    speaker_char_end = integer("First code point after the speaker.", optional=True)
    speaker_entity_id = string("The speaker, where resolved.", optional=True, references="entities.entity_id")
    speaker_role = string("The speaker's role, where the article gives one.", optional=True)
    speaker_resolution = category(SPEAKER_RESOLUTIONS, "How the speaker was found.")
    addressee_entity_id = string(
        "Whom the speaker told it, where stated.", optional=True, references="entities.entity_id"
    )
    is_negated = flag('Whether the reporting is negated ("did not say").')
    word_count = integer("Words of the content.", at_least=1)
    quote_cluster_id = string("The same for quotations of equal words, wherever they are printed.")
    zone = category(ZONES, "Which part of the page the quotation stands in.")
    method = string("Name of the rule that made the row.")
    confidence = confidence()
