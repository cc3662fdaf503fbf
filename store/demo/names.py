"""Names and posts of an English primary school. Every combination is invented."""

from __future__ import annotations

from store.model import Engagement

_SURNAMES = (
    "Adams Adeyemi Ahmed Aldridge Ali Anand Arkwright Ashworth Bailey Baptiste Barlow Begum Bennett Bhatt Boateng "
    "Booth Brennan Brook Campbell Carr Chua Chaudhry Clegg Cohen Collins Cooper Costa Crossley Cunliffe Da-Silva "
    "Davies Dean Desai Dixon Dobrowolski Doyle Duckworth Edwards Ellis Entwistle Evans Fairhurst Farooq Fielding "
    "Fletcher Forde Foster Gallagher Garcia Georgiou Gill Grant Greenhalgh Grimshaw Gupta Haddad Halliwell Hardy "
    "Hargreaves Hassan Haworth Holt Hughes Hussain Ibrahim Iqbal Jackson James Jankowski Jones Joshi Kapoor Kaur "
    "Kelly Kenyon Khan King Kowalska Lancaster Lee Lewis Lindqvist Lomas Lowe MacDonald Mahmood Malik Marsden "
    "Martin Mbeki McCarthy Mensah Mills Mohammed Morgan Murphy Naylor Ncube Nguyen Novák Nowak Nuttall O’Brien "
    "O’Connor Ogden Okafor Oldham Osei Owen Papadopoulos Parker Patel Pearson Pickup Pilkington Popescu Price "
    "Qureshi Rahman Ramsden Rao Reid Rhodes Richards Roberts Rossi Rothwell Rowe Sandhu Schofield Shah Sharma "
    "Shaw Siddiqui Singh Smith Stephens Stewart Sutcliffe Szabó Taylor Thomas Thornton Turner Uddin Varley Wade "
    "Walker Walsh Ward Warburton Whitaker White Williams Wilson Wood Wright Yates Yilmaz Young Zielińska"
)
SURNAMES: tuple[str, ...] = tuple(_SURNAMES.split())

_FORENAMES = (
    "Aaliyah Abigail Adam Agnieszka Aisha Alan Alice Amara Amy Andrew Angela Anita Anna Asha Barbara Ben Beth "
    "Bronwen Carol Catherine Charlotte Chidi Chloe Christine Claire Daniel Dawn Debbie Denise Diane Donna Ebony "
    "Eilidh Elaine Eleni Emily Emma Esther Eve Farah Fatima Fiona Folake Frances Gareth Gemma Georgia Gillian "
    "Giulia Grace Hannah Harpreet Hayley Heather Helen Imran Ingrid Irene Jack Jacqueline James Jane Janet Jasmin "
    "Jean Jennifer Joanne Joy Joyce Julie Karen Kate Kathleen Katie Keisha Keith Laura Leah Leanne Lesley Linda "
    "Lisa Louise Lucy Magda Margaret Maria Marie Marlon Mary Meera Megan Michael Michelle Mina Mohammed Nadia "
    "Natalie Niamh Nicola Olivia Omar Pamela Patricia Paul Pauline Petra Priya Rachel Rebecca Rhys Ruth Sadia "
    "Samantha Sandra Sara Sean Sharon Shazia Siobhán Sophie Steven Sunita Susan Tariq Thomas Tomasz Tracey "
    "Victoria Wendy Yasmin Yusuf Zainab Zoë"
)
FORENAMES: tuple[str, ...] = tuple(_FORENAMES.split())

_WORDS = (
    "add ago all amp and any are ask bad bar big but can cap cat cdt day did dtf due end far few for gap get had has "
    "her his how key lay low man may men met min mls new nor not now odd old one our out owe own pay per put ran ref "
    "row run sat saw say see set she sit six ten the too top two use vet was way who why yes yet you"
)
WORDS: frozenset[str] = frozenset(_WORDS.upper().split())
"""Words of three letters, which are nobody’s staff code: on a paper without names a code must not seem to stand."""

Post = tuple[str, Engagement]

LEADERS = 3
"""The first of the posts, which do not change hands in the story."""

POSTS: tuple[Post, ...] = (
    ("Headteacher", "employee"),
    ("Deputy headteacher", "employee"),
    ("School business manager", "employee"),
    ("Class teacher", "employee"),
    ("Class teacher", "employee"),
    ("Teaching assistant", "employee"),
    ("Midday supervisor", "employee"),
    ("Teaching assistant", "employee"),
    ("Class teacher", "employee"),
    ("HLTA", "employee"),
    ("Office administrator", "employee"),
    ("Teaching assistant", "employee"),
    ("SENCO", "employee"),
    ("Class teacher", "employee"),
    ("Class teacher (ECT)", "employee"),
    ("Class teacher", "employee"),
    ("HLTA", "employee"),
    ("Nursery nurse", "employee"),
    ("EYFS practitioner", "employee"),
    ("Site manager", "employee"),
    ("Midday supervisor", "employee"),
    ("Music teacher", "central"),
    ("Reading volunteer", "volunteer"),
    ("Supply teacher", "agency"),
    ("Trainee teacher", "trainee"),
    ("Class teacher (ECT)", "employee"),
    ("Teaching assistant", "employee"),
    ("Cook", "employee"),
    ("Midday supervisor", "employee"),
    ("Reading volunteer", "volunteer"),
)
"""The posts of a small primary, in an order that makes sense however early it is cut off."""

FURTHER_POSTS: tuple[Post, ...] = (
    ("Class teacher", "employee"),
    ("Teaching assistant", "employee"),
    ("Teaching assistant", "employee"),
    ("Midday supervisor", "employee"),
)
"""What a larger school has more of, over and over."""
