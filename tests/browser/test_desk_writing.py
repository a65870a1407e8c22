"""What a visitor writes at the desk with a network, in headless Chromium from disk."""

import pytest
from desk import (
    SONGWRITER,
    cards_of,
    choose,
    choose_form,
    element,
    field,
    fill,
    letters_of,
    lines_of,
    press,
    said,
    suggest,
    type_line,
    wait,
    write,
    write_scheme,
)
from made_up_verse import RHYMING
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from geetkar.corpus.transliteration.itrans import write_in_script

GROUPS = [write_in_script(words, "roman").split() for words in RHYMING]


def rhymes_with(word):
    (group,) = (group for group in GROUPS if word in group)
    return [other for other in group if other != word]


@pytest.fixture
def desk(page):
    """Return the page with a network that keeps to forms, and a blank sheet."""
    return choose(page)


def test_one_press_writes_a_song(desk):
    lines = write(desk)
    assert len(lines) > 2 and all(lines)
    assert said(desk) == f"The song is written: {len(lines)} lines."


def test_a_network_without_plans_writes_a_song(page):
    assert sum(map(bool, write(page))) > 2
    assert element(page, "one_form").is_displayed()


def test_a_ghazal_with_a_radif_of_one_s_own_takes_three_steps(desk):
    write_scheme(desk, "aa xa xa")
    fill(desk, "radif", "kinaare hai")
    lines = write(desk)
    assert letters_of(desk) == ["a", "a", "x", "a", "x", "a"]
    assert all(
        line.endswith(" kinaare hai") for line, letter in zip(lines, letters_of(desk), strict=True) if letter == "a"
    )
    shown = desk.find_elements("css selector", "#lines .radif")
    assert [each.text for each in shown] == ["kinaare", "hai"] * 4
    assert len(desk.find_elements("css selector", "#lines .qafia")) == 4


def test_a_form_lays_out_its_lines_and_says_what_they_are(desk):
    choose_form(desk, "refrain")
    hints = [each.get_attribute("placeholder") for each in desk.find_elements("css selector", "#lines textarea")]
    assert letters_of(desk) == ["A", "a", "A"] and hints[1:] == ["rhymes with line 1", "line 1 again"]
    assert lines_of(desk)[0] == "nadi kinaare dil hai" and element(desk, "radif").get_attribute("value") == "hai"


def test_a_kept_line_survives_another_song(desk):
    write_scheme(desk, "aabb")
    before = write(desk)
    field(desk, 2)
    press(desk, "keep")
    after = write(desk, "another")
    assert after[2] == before[2] and after[:2] != before[:2]
    press(desk, "keep")
    assert "kept" not in field(desk, 2).get_attribute("aria-label")


def test_an_edited_line_is_mine_and_survives_another_song(desk):
    write_scheme(desk, "aabb")
    write(desk)
    rows = desk.find_elements("css selector", "#lines li")
    assert "network" in rows[1].get_attribute("class")
    type_line(desk, 1, "raat galii", Keys.TAB)
    assert "network" not in rows[1].get_attribute("class") and "kept" in rows[1].get_attribute("class")
    assert write(desk, "another")[1] == lines_of(desk)[1]


def test_the_same_seed_writes_the_same_song_and_another_a_new_one(desk):
    write_scheme(desk, "aabb")
    first = write(desk)
    assert write(desk) == first != write(desk, "another")


def test_five_lines_are_offered_of_which_one_is_taken(desk):
    write_scheme(desk, "aabb")
    write(desk)
    offered = suggest(desk, 1)
    facts = [each.text for each in desk.find_elements("css selector", "#cards .facts_of_line")]
    assert len(offered) == 5 and all(offered)
    assert all("rhyme" in each and "of 12 syllables" in each and "% sure" in each for each in facts)
    desk.find_elements("css selector", ".card")[3].click()
    assert lines_of(desk)[1] == offered[3] and not cards_of(desk)
    assert "kept" in desk.find_elements("css selector", "#lines li")[1].get_attribute("class")


def test_if_no_line_rhymes_a_looser_rhyme_or_more_tries_are_offered(page):
    type_line(page, 0, "nadi dil", Keys.ENTER)
    wait(page)
    press(page, "rhyme")
    suggest(page, 1)
    assert said(page) == "None of 40 tries rhymed with -il. These are the nearest."
    assert element(page, "unrhymed_said").text == "None of 40 tries rhymed with -il."
    press(page, "try_more")
    wait(page)
    assert element(page, "unrhymed_said").text == "None of 80 tries rhymed with -il."
    assert element(page, "loosen").text == "Loosen the rhyme: -i… instead of -il"
    element(page, "loosen").send_keys(Keys.ENTER)
    wait(page)
    assert not element(page, "unrhymed").is_displayed() and "card" in page.switch_to.active_element.get_attribute(
        "class"
    )
    facts = [each.text for each in page.find_elements("css selector", "#cards .facts_of_line")]
    assert all(each.startswith("✓ rhymes") for each in facts)
    press(page, "rhyme")


def test_a_line_to_choose_is_replaced_by_another(desk):
    write_scheme(desk, "aabb")
    write(desk)
    before = suggest(desk, 1)
    desk.find_elements("css selector", "#cards .replace")[1].click()
    wait(desk)
    after = cards_of(desk)
    assert after[:4] == [before[0], *before[2:]] and after[4] not in before


def test_the_offer_for_another_line_is_dropped_on_going_elsewhere(desk):
    write_scheme(desk, "aabb")
    write(desk)
    assert suggest(desk, 1)
    field(desk, 3)
    assert not cards_of(desk)


def test_writing_stops_when_it_is_told_to(desk):
    write_scheme(desk, " ".join(["aabb"] * 30))
    press(desk, "write")
    WebDriverWait(desk, 60, 0.01).until(lambda page: any(lines_of(page)))
    press(desk, "stop")
    assert not desk.execute_script("return writing.isRunning") and not all(lines_of(desk))
    assert not element(desk, "stop").is_displayed()


def test_the_network_answers_a_line_of_one_s_own_in_rhyme(desk):
    write_scheme(desk, "aa")
    type_line(desk, 0, "nadi kinaare dil", Keys.ENTER)
    wait(desk)
    assert desk.switch_to.active_element == field(desk, 1)
    assert len(cards_of(desk)) == 5 and {card.split()[-1] for card in cards_of(desk)} <= set(rhymes_with("dil"))


def test_a_whole_song_answers_a_first_line_of_one_s_own(desk):
    write_scheme(desk, "aa")
    type_line(desk, 0, "nadi kinaare raat", Keys.TAB)
    lines = write(desk)
    assert lines[0] == "nadi kinaare raat" and lines[1].split()[-1] in rhymes_with("raat")


def test_control_and_enter_offer_lines_at_the_cursor(desk):
    write_scheme(desk, "aabb")
    write(desk)
    field(desk, 2).send_keys(Keys.CONTROL, Keys.ENTER)
    wait(desk)
    assert len(cards_of(desk)) == 5 and element(desk, "which").text.startswith("Line 3")


def test_a_song_is_finished_from_a_line(desk):
    write_scheme(desk, "aabb")
    before = write(desk)
    fill(desk, "seed", "5")
    field(desk, 1)
    after = write(desk, "finish")
    assert after[:2] == before[:2] and after[2:] != before[2:]


def test_a_line_of_a_form_is_emptied_and_written_again(desk):
    write_scheme(desk, "aabb")
    write(desk)
    field(desk, 1)
    press(desk, "remove")
    assert lines_of(desk)[1] == "" and len(lines_of(desk)) == 4
    assert all(write(desk))


def test_a_verse_is_added_and_written(desk):
    write_scheme(desk, "aa xa")
    before = write(desk)
    press(desk, "add")
    assert letters_of(desk) == ["a", "a", "x", "a", "x", "a"] and lines_of(desk)[:4] == before
    assert all(write(desk))


def test_in_free_writing_enter_makes_lines_and_a_blank_one_ends_a_verse(page):
    type_line(page, 0, "nadi kinaare", Keys.ENTER)
    wait(page)
    type_line(page, 1, "", Keys.ENTER)
    type_line(page, 1, "raat", Keys.TAB)
    assert lines_of(page)[:2] == ["nadi kinaare", "raat"]
    assert "verse" in page.find_elements("css selector", "#lines li")[1].get_attribute("class")


def test_what_is_typed_is_read_as_the_network_reads(desk):
    type_line(desk, 0, "Nadi Kinaare, DIL", Keys.TAB)
    assert lines_of(desk)[0] == "nadi kinaare dil"
    assert "nadi kinaare dil" in said(desk)


def test_for_an_unknown_word_known_ones_are_offered(desk):
    type_line(desk, 0, "nadii kinaari dil", Keys.TAB)
    field(desk, 0)
    unknown = desk.find_elements("css selector", "#lines .unknown")
    assert "kinaari" in [each.get_attribute("textContent") for each in unknown]
    offered = desk.find_elements("xpath", "//div[@id='unknown']//button[text()='kinaare']")
    desk.execute_script("arguments[0].click()", offered[0])
    assert "kinaare" in lines_of(desk)[0]


def test_a_word_that_rhymes_is_put_in(desk):
    type_line(desk, 0, "nadi kinaare dil")
    press(desk, "tab_rhymes")
    words = [each.text.split()[0] for each in desk.find_elements("css selector", "#rhymes button")]
    assert sorted(words) == sorted(rhymes_with("dil"))
    desk.find_elements("css selector", "#rhymes button")[0].click()
    assert lines_of(desk)[0] == f"nadi kinaare {words[0]}"


def test_the_word_before_the_radif_is_the_one_to_rhyme_with(desk):
    write_scheme(desk, "aa")
    fill(desk, "radif", "hai")
    type_line(desk, 0, "nadi kinaare dil hai")
    press(desk, "tab_rhymes")
    assert element(desk, "rhymes_with").text == "Rhymes with “dil”"


def test_a_radif_that_two_lines_share_is_found(desk):
    write_scheme(desk, "aa xa")
    type_line(desk, 0, "nadi kinaare dil hai", Keys.TAB)
    type_line(desk, 1, "raat kinaare mil hai", Keys.TAB)
    assert element(desk, "offered").text == "hai"
    press(desk, "keep_radif")
    assert element(desk, "radif").get_attribute("value") == "hai" and not element(desk, "offer").is_displayed()
    assert write(desk)[3].endswith(" hai")


def test_a_line_that_does_not_rhyme_is_marked(desk):
    write_scheme(desk, "aab")
    for number, line in enumerate(("nadi dil", "nadi raat", "nadi")):
        type_line(desk, number, line, Keys.TAB)
    missed = ["missed" in each.get_attribute("class") for each in desk.find_elements("css selector", "#lines li")]
    assert missed == [True, True, False]


def test_a_wrong_scheme_is_said_at_its_field(desk):
    write_scheme(desk, "aa")
    fill(desk, "verses", "a?a")
    write(desk)
    wrong = element(desk, "wrong_verses")
    assert wrong.text.startswith("The form 'a?a': '?' at place 2 is no letter;") and wrong.is_displayed()
    assert element(desk, "verses").get_attribute("aria-invalid") == "true" and not any(lines_of(desk))
    fill(desk, "verses", "aab")
    assert all(write(desk)) and not wrong.is_displayed()


def test_letters_that_the_network_does_not_know_are_named_and_left_out(desk):
    write_scheme(desk, "aa")
    fill(desk, "radif", "hai𝔞")
    type_line(desk, 0, "raat q", Keys.TAB)
    assert "“q”" in said(desk) and lines_of(desk)[0] == "raat"
    fill(desk, "radif", "q hai")
    wrong = element(desk, "wrong_radif")
    assert wrong.text == "The writer does not know “q”, which is left out." and wrong.is_displayed()
    assert element(desk, "radif").get_attribute("value") == "hai"


def test_a_first_line_of_the_network_is_a_press_away(desk):
    opening = desk.find_elements("css selector", "#first_lines button")[0]
    line = opening.text
    desk.execute_script("arguments[0].click()", opening)
    assert lines_of(desk)[0] == line and not element(desk, "openings").is_displayed()
    assert write(desk)[0] == line


def test_a_finished_song_is_a_press_away(desk):
    press(desk, "finished")
    assert len(lines_of(desk)) > 2 and all(lines_of(desk)) and element(desk, "another").is_displayed()
    rows = desk.find_elements("css selector", "#lines li")
    assert all("network" in row.get_attribute("class") and "kept" not in row.get_attribute("class") for row in rows)


def test_another_writer_is_chosen_with_what_is_kept(desk):
    write_scheme(desk, "aabb")
    type_line(desk, 1, "raat", Keys.TAB)
    desk.execute_script("document.querySelector(`#writers input[value='words']`).click()")
    assert "raat" in lines_of(desk) and element(desk, "one_form").is_displayed()
    assert SONGWRITER not in desk.execute_script("return sheetNow().writer")
