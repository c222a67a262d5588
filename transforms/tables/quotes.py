"""The table `quotes`: who said what."""

from transforms.lexicons.reporting import CLASSES
from transforms.tables.base import Evidence, Table, category, confidence, date, flag, integer, partition_day, string
from transforms.tables.blocks import ZONES

QUOTE_TYPES = ("direct", "indirect", "mixed")
SPEAKER_RESOLUTIONS = (
    "name", "nominal", "pronoun", "continuation", "collective", "anonymous", "document", "none",
)  # fmt: skip


class Quotes(Table):
    """One row a quotation: source, cue and content (PARC).

    A direct quotation's offsets leave its quotation marks out. Content of one quotation never spans two paragraphs.
    """

    evidence = (
        Evidence("char_start", "char_end", "quotation"),
        Evidence("cue_char_start", "cue_char_end", "cue_text"),
        Evidence("speaker_char_start", "speaker_char_end", "speaker_text"),
        Evidence("addressee_char_start", "addressee_char_end", "addressee_text"),
        Evidence("venue_char_start", "venue_char_end", "venue_text"),
        Evidence("said_char_start", "said_char_end", "said_text"),
    )

    quote_id = string("Hash of article and offsets; 32 hexadecimal digits.", key=True)
    statement_id = string(
        "The first part's `quote_id` where an attribution or a paragraph's end cuts one statement into several rows.",
        references="quotes.quote_id",
    )
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    sentence_no = integer("The sentence the content begins in.")
    char_start = integer("First code point of the content in `articles.text`.")
    char_end = integer("First code point after the content.", at_least=1)
    quotation = string("The content as written.")
    quote_type = category(QUOTE_TYPES, "`direct`: all in quotation marks; `mixed`: part of it; `indirect`: none.")
    cue_text = string("The word that reports (PARC: cue).", optional=True)
    cue_lemma = string("Base form of the cue.", optional=True)
    cue_class = category(CLASSES, "Speech act of the cue.", optional=True)
    cue_char_start = integer("First code point of the cue.", optional=True)
    cue_char_end = integer("First code point after the cue.", optional=True)
    speaker_text = string("The speaker as written beside the cue (PARC: source).", optional=True)
    speaker_char_start = integer("First code point of the speaker.", optional=True)
    speaker_char_end = integer("First code point after the speaker.", optional=True)
    speaker_entity_id = string("The speaker, where resolved.", optional=True, references="entities.entity_id")
    speaker_role = string("The speaker's role, where the article gives one.", optional=True)
    speaker_resolution = category(
        SPEAKER_RESOLUTIONS,
        "How the speaker was found: by a name, a noun phrase or a pronoun beside the cue, by going on from the part before; "
        "`collective` is several persons without names, `anonymous` an informant without a name, `document` a text.",
    )
    addressee_text = string('Whom the speaker told it, as written ("told Reuters"), where stated.', optional=True)
    addressee_char_start = integer("First code point of the addressee.", optional=True)
    addressee_char_end = integer("First code point after the addressee.", optional=True)
    addressee_entity_id = string("The addressee, where resolved.", optional=True, references="entities.entity_id")
    venue_text = string(
        'Occasion, medium or place of saying, as written ("in an interview with …"), where stated.', optional=True
    )
    venue_char_start = integer("First code point of the venue.", optional=True)
    venue_char_end = integer("First code point after the venue.", optional=True)
    said_text = string('When it was said, as written ("on Monday"), where stated.', optional=True)
    said_char_start = integer("First code point of the time of saying.", optional=True)
    said_char_end = integer("First code point after the time of saying.", optional=True)
    said_on = date("The day of saying, where the words name a day.", optional=True)
    is_negated = flag('Whether it was not said ("did not say", "declined to say").')
    is_hedged = flag('Whether the article leaves open that it was said ("reportedly said", "is expected to announce").')
    word_count = integer("Words of the content.", at_least=1)
    zone = category(ZONES, "Which part of the page the quotation stands in.")
    method = string("Name of the rule that made the row.")
    confidence = confidence()
