"""Recognize the language of a song by its function words.

Function words (pronouns, postpositions, forms of "to be") are few and frequent, and they differ even between languages
that share most other words. A song's language is the one with the most function words in it, as in Grefenstette,
"Comparing two language identification schemes" (1995). `hindi` means Hindi and Urdu, and the Braj and Awadhi of film
songs. Words are in canonical ITRANS; words of two languages are in no list, and neither are words that Hindi songs
borrow, such as Punjabi `ku.Dii`. docs/languages.md has the error rates.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from geetkar.corpus.song_text import words_of
from geetkar.corpus.tables import records_of
from geetkar.corpus.transliteration.itrans import canonical

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
        hun huN ki.nj kive.n ki.nnaa jive.n vekh vekhaa.n vekhii vekho aakhaa.n gall gallaa.n soNaa soNii soNe
        soNiye sohNaa sohNii sohNiye hoyaa onuu.n ohnuu.n ohde ohdaa odii ode eh aithe otthe je.Daa je.Dii je.De
        jeh.Daa jeh.De ke.Daa ke.Dii ke.De pi.nD ve.Dhe ve.Dhaa labh laggaa laggii lagdaa lagadaa jaa.ndaa
        jaa.ndii jaa.nde aa.ndaa aa.ndii kitaa kiitaa kiitii kiite na_ii.n aj ajj kitthe kitthe.n jitthe jado.n
        kado.n agge pichchhe vaaliye vaa.Ng va.nguu.n to.n naal ve haa.nDii ji.nd akh akkh akkhaa.n lakh lakkh
        karadaa karadii karade hu.ndaa hu.ndii hu.nde sakadaa sakadii sakade rahi.ndaa rahi.ndii rahi.nde
        kahi.ndaa kahi.ndii kahi.nde jaavaa.n aavaa.n paavaa.n gaavaa.n raavaa.n sunaavaa.n naale hor kujh jad
        kad vii ohii eho kithe jithe kitho.n ithe ethe othe baajho.n apaNaa apaNii apaNe aapaNaa aapaNii aapaNe
        ga_iiyaa.n aa_iiyaa.n saaDeyaa.n tuhaaDaa tuhaaDii tuhaaDe sanuu vichh
    """,
    "bhojpuri": """
        baa baaTe baa.Te baanii baaNii hamaar tohaar tohaare tohare tohase hamake rauvaa rauraa ka_ile ga_ile
        bha_ile bhail bha_il gail ga_il ka_il aile ka_isan ja_ise ka_ise a_ise naikhe naikhii aavelaa jaalaa
        karelaa rahelaa kahelaa maarelaa laagelaa lagelaa dihalaa dihalas kahalas hokhe ka_uno okar ehii uhe
        jaiba karab aayeb iihaa.n kehuu bhaile aa_il aa_ilii aa_ile ga_ilii bha_ilii okaraa ekaraa kekaraa
        jekaraa kekar jekar ekar hamanii rahal rahalii rahale kahal kahalii dihal dihalii baaDii baa.De baaDe
        tohakaa raure raa_ur raa_ure biyaa laagal milal
    """,
    "rajasthani": """
        mhaaro mhaarii mhaaraa mhaare mhaane mhe thaaro thaarii thaaraa thaare thaane thaaNii thaaNe kaa.nyii
        kaa_ii.n kaa.nii konii hivaDo hivaDaa chhai padhaaro sa_ii sunaavaa suNaavaa karaa.n aajyo jaajyo lyo
    """,
    "marathi": """
        aahe aahes aahet tulaa mii aaNi aaNii jhaalaa jhaalii jhaale maajhaa maajhii maajhe maajhyaa tujhaa
        tujhyaa aamhii tumhii tyaachaa tyaachii tyaache kashii kaay mhaNe mhaNuun gelaa gelii gele paahije
        baghaa saa.ng saa.ngaa nako chyaa chii naahii kuThe tithe aamhaalaa tumhaalaa majhaa majhyaa tyaalaa
        tilaa hyaa tyaa mag
    """,
    "gujarati": """
        chhe chhu.n chho nathii tame ame taaro shu.n shuu.n kem jyaare tyaare ane thayo thaay aavyo keTalo evo
        evii tene mane tane amaaraa amaaro tamaaraa tamaaro tethii jenaa jenii jene teno tenaa tenii kenii kenaa
        hatii hatu.n maaru.n taaru.n chhuu.n
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
}
SANSKRIT_ENDING = re.compile(r"[^a]a\.n$")  # `vadana.n`; Hindi words do not end so
FEWEST_KINDS = 3  # different function words of a language; fewer can be a borrowed phrase

WORDS = {canonical(word): language for language, words in FUNCTION_WORDS.items() for word in words.split()}
LANGUAGES = (*FUNCTION_WORDS, "english")


def recognize_languages(songs: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the table of languages for chunks of the songs table, with `song`, `verses` and `marks`."""
    rows = [
        (song["song"], recognize_language(song["verses"], song["marks"]))
        for chunk in songs
        for song in records_of(chunk)
    ]
    return pd.DataFrame(rows, columns=["song", "language"])


def recognize_language(verses: list[list[str]], marks: Iterable[Mapping]) -> str:
    """Return the language of a song; `marks` are those of the songs table, and say which words are English.

    A song is English if more than half of its lines are, that is, if more than half of their words are. Otherwise its
    language is the one with the most function words in it, at least `FEWEST_KINDS` of them different, or Hindi if no
    language has that many.
    """
    lines = [line for verse in words_of(verses, marks) for line in verse]
    if _most(_most(is_english for _, is_english in line) for line in lines):
        return "english"
    words = Counter(word for line in lines for word, is_english in line if not is_english)
    found = {language: Counter() for language in FUNCTION_WORDS}
    for word, count in words.items():
        if language := _language_of(word):
            found[language][word] = count
    candidates = {language for language in found if len(found[language]) >= FEWEST_KINDS} | {"hindi"}
    return max(sorted(candidates), key=lambda language: (found[language].total(), language == "hindi"))


def _most(values: Iterable[bool]) -> bool:
    """Return whether more than half of the values are true."""
    values = list(values)
    return 2 * sum(values) > len(values)


def _language_of(word: str) -> str | None:
    """Return the language of which a word is a function word, or `None`."""
    return WORDS.get(word) or ("sanskrit" if SANSKRIT_ENDING.search(word) else None)
