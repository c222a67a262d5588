"""The table `tokens`: the parse, and the only thing that the language engine hands on."""

from transforms.tables.base import Evidence, Table, flag, integer, partition_day, string


class Tokens(Table):
    """One row a token, with the columns of CoNLL-U and character offsets. It stays in Parquet.

    Token numbers count from 0 within the article. `head` is the number of the governing token; a root governs itself.
    White space is not a token.
    """

    in_warehouse = False
    evidence = (Evidence("char_start", "char_end", "form"),)

    article_id = string("The article.", key=True, references="articles.article_id")
    fetched_on = partition_day()
    token_no = integer("Number of the token in the article, from 0.", key=True)
    sentence_no = integer("Number of the sentence in the article, from 0.")
    block_no = integer("The block the token lies in.")
    char_start = integer("First code point of the token in `articles.text`.")
    char_end = integer("First code point after the token.", at_least=1)
    form = string("The token as written.")
    lemma = string("Base form, lower case but for names.")
    upos = string("Universal part of speech.")
    xpos = string("Part of speech of the model's own tag set (Penn Treebank for English).")
    head = integer("Number of the governing token; a root's own number.")
    deprel = string("Relation to the governing token, in the model's own scheme (CLEAR for spaCy's English models).")
    subtree_start = integer("First token of the token's subtree.")
    subtree_end = integer("First token after the token's subtree.", at_least=1)
    entity_type = string("Label of the entity the token is part of (OntoNotes), else null.", optional=True)
    is_entity_start = flag("Whether an entity begins at the token.")
