"""Recognize the language of a song by its function words.

Function words (pronouns, postpositions, forms of "to be") are few and frequent, and they differ even between languages
that share most other words. A song's language is the one with the most function words in it, as in Grefenstette,
"Comparing two language identification schemes" (1995). `hindi` means Hindi and Urdu, and the Braj and Awadhi of film
songs. Words are in canonical ITRANS; words of two languages are in no list. docs/languages.md has the error rates.
"""

import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from geetkar.corpus.itrans import canonical
from geetkar.corpus.tables import records_of

FUNCTION_WORDS = {
    "hindi": """
        huu.n huu.N hu_aa hu_ii hu_e thaa thii kaa ko se me.n me pe par nahii.n nahii bhii hii ye vo yah vah
        yahii vahii tum ham mujhe mujhako mujhase tujhe tujhako tujhase tumhe.n tumako hame.n hamako hamaare
        hamaarii hamaaraa tumhaare tumhaarii tumhaaraa apane apanii apanaa kyaa kyo.n kyuu.N kaise kaisii kaisaa
        kahaa.n kahaa.N jab tab ab aur yaa magar lekin kuchh is us kis rahaa rahii rahe liyaa kiyaa karate
        karataa hogaa hogii hotaa hotii hote jaane aayaa phir binaa yahaa.n yahaa.N vahaa.n vahaa.N jahaa.n
        jahaa.N kahii.n kabhii mohe tohe tose mose moraa more morii tore torii kachhu kaahe kauno
    """,
    "punjabi": """
        daa diyaa.n diiyaa.n nuu.n nuu nu vich vichch vicho.n vichcho.n te taa.n tainuu.n tenuu.n tainu tenu
        mainuu.n menuu.n mainu menu mai.nnuu mai.nnuu.n saanuu.n saanuu tuhaanuu.n saa.Daa saa.De saa.Dii saaDaa
        saaDe saaDii saaDDaa saaDDe saaDDii tusii.n tusii asii.n asii asaa.n tusaa.n kol kolo.n utte utto.n kade
        ku.Dii ku.Diyaa.n ku.Diye hun huN ki.nj kive.n ki.nnaa jive.n vekh vekhaa.n vekhii vekho aakhaa.n gall
        gallaa.n soNaa soNii soNe soNiye sohNaa sohNii sohNiye hoyaa onuu.n ohnuu.n ohde ohdaa odii ode eh
        aithe otthe je.Daa je.Dii je.De jeh.Daa jeh.De ke.Daa ke.Dii ke.De pi.nD puttar ve.Dhe ve.Dhaa labh
        laggaa laggii lagdaa lagadaa jaa.ndaa jaa.ndii jaa.nde aa.ndaa aa.ndii kitaa kiitaa kiitii kiite rabb
        rabbaa na_ii.n aj ajj kitthe kitthe.n jitthe jado.n kado.n agge pichchhe vaaliye vaa.Ng va.nguu.n to.n
        naal ve haa.nDii ji.nd mu.nDaa mu.nDe akh akkh akkhaa.n lakh lakkh cha.ngii cha.ngaa
    """,
    "bhojpuri": """
        baa baaTe baa.Te baanii baaNii hamaar tohaar tohaare tohare tohase hamake rauvaa rauraa ka_ile ga_ile
        bha_ile bhail bha_il gail ga_il ka_il aile ka_isan ja_ise ka_ise a_ise naikhe naikhii aavelaa jaalaa
        karelaa rahelaa kahelaa maarelaa laagelaa lagelaa dihalaa dihalas kahalas hokhe ka_uno okar ehii uhe
        jaiba karab aayeb iihaa.n kehuu chalii.n baiThii.n
    """,
    "rajasthani": """
        mhaaro mhaarii mhaaraa mhaare mhaane mhe thaaro thaarii thaaraa thaare thaane thaaNii thaaNe kaa.nyii
        kaa_ii.n kaa.nii konii hivaDo hivaDaa chhai padhaaro sa_ii sunaavaa suNaavaa karaa.n aajyo jaajyo lyo
    """,
    "marathi": """
        aahe aahes aahet malaa tulaa mii aaNi aaNii jhaalaa jhaalii jhaale maajhaa maajhii maajhe maajhyaa
        tujhaa tujhyaa aamhii tumhii tyaachaa tyaachii tyaache kasaa kashii kase kaay mhaNe mhaNuun gelaa gelii
        gele aalaa aalii paahije baghaa saa.ng saa.ngaa nako chyaa chii
    """,
    "gujarati": """
        chhe chhu.n chho nathii tame ame taaro shu.n shuu.n kem jyaare tyaare ane thayo thaay aavyo keTalo evo
        evii tene mane tane amaaraa amaaro tamaaraa tamaaro jaaNe toye kahiye
    """,
    "bengali": """
        aami aamaar aamaay aamaake tumi tomaar tomaay tomaare tomaake aamaare taar taake keno kothaay chhilo
        chhile aachhe aachhi hobe habe jaabo bhaalobaashi bhaalobaasaa ogo eso esho noy aajike ekTi ekTaa
        aamaader jeno tabu kichhu naai
    """,
    "sanskrit": """
        namaH namo asti tvam tvameva mama tava tasmai tasmaat tasya asya aham cha eva iti tat asmi bhavati
        bhavatu shriiH devaH sharaNa.n vande yadaa tadaa sa.mbhavaami dharmasya svaahaa govinda.n bhaja paahi
        madhura.n
    """,
    "english": """
        you your my of and with this what when it its for was like know want can dont don yeah oh baby girl love
        our they im i lets come go going gonna wanna never ever just tonight night feel say there here
    """,
}
SANSKRIT_ENDING = re.compile(r"[^a]a\.n$")  # `vadana.n`; Hindi words do not end so
FEWEST_KINDS = 3  # different function words of a language; fewer can be a borrowed phrase
LONGEST_LINE = 10  # words; a longer English span is a remark

WORDS = {canonical(word): language for language, words in FUNCTION_WORDS.items() for word in words.split()}
LANGUAGES = tuple(FUNCTION_WORDS)


def recognize_languages(songs: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the table of languages for chunks of the songs table, with `song`, `verses` and `marks`."""
    rows = []
    for chunk in songs:
        for song in records_of(chunk):
            spans = [mark["text"] for mark in song["marks"] if mark["kind"] == "english"]
            rows.append((song["song"], recognize_language(song["verses"], spans)))
    return pd.DataFrame(rows, columns=["song", "language"])


def recognize_language(verses: list[list[str]], english_spans: Iterable[str]) -> str:
    """Return the language of a song; `english_spans` are the texts that the file itself marks as English.

    A song is English if more than half of its different words are. Otherwise its language is the one with the most
    function words in it, at least `FEWEST_KINDS` of them different, or Hindi if no language has that many.
    """
    words = Counter(word for verse in verses for line in verse for word in line.split())
    found = {language: Counter() for language in LANGUAGES}
    for word, count in words.items():
        if language := _language_of(word):
            found[language][word] = count
    marked = {word for span in english_spans for word in span.lower().split()[:LONGEST_LINE]}
    if len(marked) + len(found["english"]) > (len(marked) + len(words)) / 2:
        return "english"
    candidates = {language for language in LANGUAGES if len(found[language]) >= FEWEST_KINDS} - {"english"}
    return max(sorted(candidates | {"hindi"}), key=lambda language: (found[language].total(), language == "hindi"))


def _language_of(word: str) -> str | None:
    """Return the language of which a word is a function word, or `None`."""
    return WORDS.get(word) or ("sanskrit" if SANSKRIT_ENDING.search(word) else None)
