"""The language engine is a setting: any English spaCy pipeline that can fill the token table, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from orchestration.engine import Engine, MissingModel, load_model
from orchestration.versions import parser_version
from transforms.tokens import ParseInput

TEXT = "Ingrid Solberg met the fishermen of Tern Rock on Friday."


def test_a_pipeline_from_a_folder_with_labels_of_its_own(tmp_path: Path) -> None:
    nlp = load_model("en_core_web_md")
    nlp.remove_pipe("ner")
    patterns = [{"label": "PER", "pattern": "Ingrid Solberg"}, {"label": "LOC", "pattern": "Tern Rock"}]
    nlp.add_pipe("entity_ruler", name="ner").add_patterns(patterns)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "own_model")
    tokens = Engine(str(tmp_path / "own_model")).parse([ParseInput("a", TEXT, (0,))])
    labelled = tokens.filter(tokens["entity_type"].is_not_null()).select("form", "entity_type").rows()
    assert labelled == [("Ingrid", "PERSON"), ("Solberg", "PERSON"), ("Tern", "LOC"), ("Rock", "LOC")]


def test_a_pipeline_without_the_parts_is_refused_by_name(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.to_disk(tmp_path / "blank")
    with pytest.raises(MissingModel, match=r"lacks: tagger, parser, ner\. DATELINE_MODEL must be"):
        Engine(str(tmp_path / "blank"))


def test_a_pipeline_of_another_scheme_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    for name in ("tagger", "parser", "ner"):
        nlp.add_pipe(name)
    nlp.get_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    nlp.get_pipe("parser").add_label("obl")  # type: ignore[attr-defined]
    nlp.get_pipe("ner").add_label("PER")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "universal")
    with pytest.raises(MissingModel, match="CLEAR scheme"):
        Engine(str(tmp_path / "universal"))


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(MissingModel, match="'no_such_model' is not installed"):
        Engine("no_such_model")


def test_a_model_that_was_trained_anew_makes_days_due_again(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"version": "1", "performance": {"ents_f": 0.81}}', encoding="utf-8")
    parser_version.cache_clear()
    before = parser_version(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"version": "1", "performance": {"ents_f": 0.84}}', encoding="utf-8")
    parser_version.cache_clear()
    assert parser_version(str(tmp_path)) != before
    assert str(tmp_path.parent) not in before
