"""The words that the modules of the coding screen show and say; they hold none themselves."""

from django.utils.translation import gettext as _

from ground.closing import Archived


def pane_words() -> dict[str, str]:
    """By the name that the modules know them by; {places} are filled there."""
    return _state() | _said() | _labels()


def _state() -> dict[str, str]:
    return {
        "saved": _("Saved {time}"),
        "all_saved": _("Everything is saved"),
        "saving": _("Saving …"),
        "unsent": _("Not sent: {count}"),
        "unsent_offline": _("Not sent: {count} (no connection)"),
        "disk_full": _("Not saved: the server's disk is full. {count} wait and are sent by themselves."),
        "sign_in": _("Not sent: {count}. You are signed out."),
        "refused": _("Not saved: {reason}"),
        "refused_many": _("Not saved: {count}"),
        "unreached": _("no connection"),
        "set_back": _("Done before a backup was restored. Try again what is to count."),
        "elsewhere": _("In another interview"),
        "copied": _("Copied."),
        "reply": _("reply"),
        "leaving": _("Some of what you did has not been sent yet."),
        "corrected": _("This text has been corrected since. Reload it and code the new version."),
        "blind_begun": _("A blind phase has begun: from now on you see your own codings and memos only."),
        "blind_over": _("The blind phase is over: the others' work is shown again."),
        "sign_out": _("{count} of what you did are not stored yet."),
        "sign_out_waits": _("Sending. You are signed out when all is stored."),
        "discard_all": _("Discard {count} and sign out"),
        "near": _("{who}, near line {n}"),
        "no_marks": _("The codings could not be read. Reload the page."),
    }


def _said() -> dict[str, str]:
    return {
        "selected": _("Selected {count} words, from “{first}” to “{last}”, {lines}."),
        "selected_one": _("Selected “{first}”, {lines}."),
        "turn": _("{who}, line {line}."),
        "coded": _("Coded {code}. Codings here: {count}."),
        "coded_nobody": _("Coded {code}. About whom? Choose an actor, else no summary counts it."),
        "linked": _("Linked {from} and {to}. Codings here: {count}."),
        "changed": _("Changed: {what}."),
        "removed": _("Removed {what}. Ctrl+Z brings it back."),
        "undone": _("Undone: {what}."),
        "redone": _("Redone: {what}."),
        "nothing_to_undo": _("There is nothing to undo."),
        "nothing_to_redo": _("There is nothing to redo."),
        "select_first": _("Select some words first."),
        "choose_first": _("Choose one of your own codings first."),
        "not_yours": _("Only its coder changes a coding."),
        "archived": str(Archived()),
        "may_not_code": _("Your role in this study does not allow this. Ask its owner for another role."),
        "already": _("This is already coded that way."),
        "pick_speaker": _("Several informants speak here: say whose words these are."),
        "memo_saved": _("Memo kept."),
        "address_copied": _("Address copied. Paste it into a memo."),
        "no_address": _("The passage has no address yet. Try again when it is saved."),
        "undo_it": _("Undo"),
        "redo_it": _("Redo"),
        "someone": _("someone"),
        "a_code": _("a code"),
        "a_passage": _("a passage"),
        "loaded": _("{count} codings."),
        "listed": _("{count} codings listed. Arrows move, Enter goes to one in the text."),
        "listed_part": _("{first}–{last} of {all}"),
        "listed_none": _("No coding is shown."),
        "chosen": _("{count} chosen"),
        "chosen_apart": _("Codings are changed together with codings, links with links."),
        "chosen_most": _("{count} chosen, as many as can be changed at once"),
        "changed_many": _("{count} changed. Ctrl+Z in the text takes it back."),
        "removed_many": _("{count} removed. Ctrl+Z in the text brings them back."),
        "none_alike": _("No further coding of this code in this direction."),
        "none_uncoded": _("No further turn of an informant without a coding in this direction."),
        "no_time": _("When these words are heard is not known. Play to where they begin, and press z."),
        "stamped": _("This turn begins at {time}."),
        "not_heard": _("The recording cannot be played. Reload the page; if that does not help, save it as MP3."),
        "dimmed": _("Uncoded text is dimmed."),
        "undimmed": _("All text is shown alike."),
        "showing": _("Showing {shown} of {all} codings"),
        "all_shown": _("All codings are shown."),
        "reshaped": _("Now coded: {words}"),
        "no_further": _("It cannot go further in this direction."),
        "split": _("Split {what} in two."),
        "split_where": _("Put the cursor inside one of your own codings first."),
        "joined": _("Joined {count} codings of {what}."),
        "join_none": _("No coding of yours with the same code, actor and polarity touches this one."),
        "quoted": _("Copied with its reference: {place}."),
        "general_form": _("Say which form: a general statement cannot be enacted."),
        "chosen_together": _("{count} chosen. What you change about one changes all."),
        "press_key": _("Press the new key. Escape leaves it as it is."),
        "not_a_key": _("Choose a letter, a digit or a sign."),
        "key_taken": _("{key} does something else already. Change that first, or choose another key."),
        "key_changed": _("The key is {key} from now on."),
        "key_of_code_taken": _("This study has a code {key} already."),
        "name_it": _("Write a label and a code."),
        "coded_hidden": _("Coded, but the filter hides it. “Show all” shows it."),
    }


def _labels() -> dict[str, str]:
    return {
        "line": _("line {n}"),
        "lines": _("lines {first}–{last}"),
        "nobody": _("nobody in particular"),
        "out_of_scope": _("out of scope"),
        "recheck": _("check again"),
        "you": _("you"),
        "nothing_here": _("Nothing is coded here yet."),
        "how_to": _("Select words, then give them a code by its button or its digit; ? lists all keys."),
        "acts": _("{kind}: {act}"),
        "coding": _("coding"),
        "link": _("link"),
        "memo": _("memo"),
        "create": _("created"),
        "write": _("written"),
        "change": _("changed"),
        "remove": _("removed"),
        "restore": _("restored"),
        "submit": _("submitted"),
        "withdraw": _("taken back"),
        "undo": _("undone"),
        "redo": _("redone"),
        "remove_memo": _("Remove"),
        "decided_approve": _("approved"),
        "decided_revise": _("needs revision"),
        "decided_reject": _("rejected"),
        "decided_replace": _("superseded"),
        "decided_reopen": _("reopened"),
        "decided_settle": _("judged anew"),
        "below": _("Codes below {code}"),
        "use_when": _("Use when"),
        "not_when": _("Not when"),
        "example": _("Example"),
        "used_lately": _("used lately"),
        "give_ticked": _("Give {codes}"),
        "no_parent": _("no other code"),
        "change_key": _("Change the key {key}: {does}"),
        "no_key": _("Take the key away"),
        "no_code": _("No code matches."),
    }


# The first key of each line of the list that changes something.
CHANGING = {"1", "/", "6", "i", ".", "q", "a", "x", "c", "v", "(", "<", "b", "+", "o", "m", "z", "Delete", "Ctrl Z"}


def keylist(*, may_code: bool = True) -> list[tuple[list[str], str]]:
    """Every key and what it does, in the order of the work; for who may not code those that read."""
    return [line for line in _keys() if may_code or line[0][0] not in CHANGING]


def _keys() -> list[tuple[list[str], str]]:
    return [
        (["↑", "↓"], _("Turn before, turn after")),
        (["←", "→"], _("Word before, word after")),
        (["Ctrl ←", "Ctrl →"], _("Select the sentence before or after (also with Alt)")),
        (["Shift ←", "Shift →"], _("Grow or shrink the selection by a word")),
        (["Ctrl Shift ←", "Ctrl Shift →"], _("Grow or shrink it by a sentence")),
        (["Shift ↑", "Shift ↓"], _("Grow or shrink it by a turn")),
        (["Ctrl Home", "Ctrl End"], _("To the beginning of the interview, to its end")),
        (["Space"], _("Select the sentence, again the whole turn")),
        (["1", "…"], _("Give the dimension's code; the next digit links two actors")),
        (["/"], _("Any code, by typing; Ctrl Enter ticks several")),
        (["6", "…"], _("A code used lately, in the order shown above the codes")),
        (["i"], _("A new code in the informant's own words")),
        (["."], _("The last code again, or all that were given together")),
        (["q", "w", "e", "r", "t", "y"], _("Polarity of the coding in hand, in the order shown beside it")),
        (["a", "s", "d", "…"], _("About which actor, in the order shown beside it")),
        (["x"], _("In scope, out of scope")),
        (["c"], _("Another code for the coding in hand")),
        (["v"], _("Move the coding in hand to the selection")),
        (["(", ")"], _("The coding in hand begins a word earlier, later")),
        (["<", ">"], _("It ends a word earlier, later")),
        (["b"], _("Split the coding at the cursor")),
        (["+"], _("Join the coding in hand with those like it that touch it")),
        (["o"], _("Choose the coding in hand with others, to change all at once (also Ctrl and a press)")),
        (["k"], _("Copy the words with interview and line numbers")),
        (["m"], _("Memo")),
        (["p"], _("Play the recording from here, or stop it")),
        (["Shift P"], _("Hear the selected words again")),
        (["z"], _("This turn begins at what is heard now")),
        (["Delete"], _("Remove the coding in hand")),
        (["[", "]"], _("Coding before, coding after")),
        (["{", "}"], _("Coding of the same code before, after")),
        (["n", "Shift N"], _("Next or last turn of an informant without a coding")),
        (["u"], _("Dim the text that is not coded")),
        (["l"], _("List of all codings shown, to go to them or change many at once")),
        (["Enter"], _("Take the coding here in hand, or go to it beside the text")),
        (["Ctrl Z", "Ctrl Shift Z"], _("Undo, redo")),
        (["Escape"], _("Let go of coding and selection")),
        (["?"], _("This list")),
    ]
