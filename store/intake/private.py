"""Columns that are none of our business: known by their headings, and never read."""

from __future__ import annotations

import re
import unicodedata

from store.intake.aliases import KNOWN

_PRIVATE = re.compile(
    r"\b(?:birth\w*|born|dob|d o b|age|ni|nino|ninumber|n i(?: no| number)?|national insurance|ethnic\w*|race|religi\w*"
    r"|faith|belief|disab\w*|gender|sex|sexual\w*|orientation|pronouns?|salary|salaries|wages?|hourly rate|daily rate"
    r"|pay(?! (?:no|number|ref|reference|id)\b)|spine|scale point|pension|tps|lgps|bank|sort code|account no"
    r"|account number|iban|(?<!mail )address(?:es)?|street|town|county|post ?code"
    r"|(?:home|personal|private) (?:e ?mail|contact)(?: address)?|phones?|telephones?|tel|mob|mobiles?|contact"
    r"|dbs|crb|barred list|list 99|prohibition|section 128|s128|disqualif\w*|conviction\w*|criminal|next of kin|kin"
    r"|emergency|union|unions|absences?|absent|sick\w*|maternity|medical|health|illness|marital|married|spouse|partner"
    r"|nationality|citizenship|passport|visa|right to work|teacher number|teacher no|teacher ref\w*|trn|qts"
    r"|disciplin\w*|allegation\w*|grievance\w*|capability|performance|appraisal|leaving reason|reason for leaving)\b"
)


def words_of(heading: str) -> str:
    """A heading without its looks: "LegalSurname", "Legal_Surname:" and " legal  surname" are all the same."""
    plain = unicodedata.normalize("NFKC", heading)
    split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", plain)
    return " ".join(re.findall(r"\w+", split.lower().replace("_", " ")))


def is_private(heading: str) -> bool:
    """Whether a column is none of our business by its name, and may not be read even when somebody asks for it."""
    words = words_of(heading)
    return words not in KNOWN and _PRIVATE.search(words) is not None
