"""What a span of French text says: the numbers it prints, in figures or in words, and the words that count."""

import re
import unicodedata
from decimal import Decimal

NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:[\u0020\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,](?P<decimals>\d+))?"
    r"(?:\s?€\s?(?P<cents>\d{2})(?!\d))?"
    r"(?:\s*(?P<scale>milliards?|millions?|mille|M\s?€|k\s?€)(?!\w))?",
    re.IGNORECASE,
)
SCALES = {"milliard": 9, "million": 6, "m€": 6, "mille": 3, "k€": 3}
IN_WORDS = {
    **dict.fromkeys(("zero", "gratuit", "gratuite", "aucun", "aucune"), 0),
    **dict.fromkeys(("un", "une", "premier", "premiere"), 1),
    **dict.fromkeys(("deux", "double", "doublee"), 2),
    **dict(zip(("trois", "quatre", "cinq", "six", "sept", "huit", "neuf"), range(3, 10), strict=True)),
    **dict.fromkeys(("dix", "dizaine"), 10),
    **dict.fromkeys(("douze", "douzaine"), 12),
    **dict.fromkeys(("vingt", "vingtaine"), 20),
    **dict.fromkeys(("cent", "centaine"), 100),
    **dict.fromkeys(("mille", "millier"), 1000),
    **dict.fromkeys(("quinze", "quinzaine"), 15),
    **dict(zip(("trentaine", "quarantaine", "cinquantaine", "soixantaine"), range(30, 70, 10), strict=True)),
}
EMPTY = {
    *("les", "des", "une", "aux", "sur", "par", "pour", "avec", "sans", "dans", "son", "ses", "nos", "leur", "leurs"),
    *("qui", "que", "est", "sont", "entre", "vers", "chez", "dont", "plus", "moins", "tous", "tout", "toute", "non"),
}


def numbers(text: str) -> set[Decimal]:
    """Return every number of the text, without its sign, millions multiplied out."""
    return {_value(found) for found in NUMBER.finditer(text)} | {
        Decimal(IN_WORDS[word]) for word in words(text) if word in IN_WORDS
    }


def _value(found: re.Match[str]) -> Decimal:
    whole = re.sub(r"\s", "", found["whole"])
    value = Decimal(f"{whole}.{found['decimals'] or found['cents'] or 0}")
    scale = re.sub(r"\s", "", found["scale"] or "").lower().rstrip("s")
    return value.scaleb(SCALES.get(scale, 0))


def words(text: str) -> list[str]:
    """Return the words of the text in lower case, without accents; an apostrophe or a hyphen ends a word."""
    text = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in text if not unicodedata.combining(letter)))


def share_a_word(label: str, text: str) -> bool:
    """Tell whether a word of the label that means something is in the text, whatever its ending, or its acronym."""
    stems = {word[:5] for word in meaningful(label)}
    acronyms = {initials(label)} & set(words(text)) | {initials(text)} & set(words(label))
    return bool(acronyms) or any(word.startswith(stem) for word in words(text) for stem in stems)


def meaningful(text: str) -> list[str]:
    """Return the words of more than two letters, without articles and prepositions."""
    return [word for word in words(text) if len(word) > 2 and word not in EMPTY]


def initials(text: str) -> str:
    """Return the acronym that French makes of a name: « mel » for Métropole européenne de Lille."""
    return "".join(word[0] for word in meaningful(text))
