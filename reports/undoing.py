"""What people write here is undone and done again from the history, like anything that they coded."""

from coding.undo import let_undo
from reports.models import Rewording, WrittenCell

let_undo(WrittenCell, "cell", ("write", "change", "remove", "restore"))
let_undo(Rewording, "rewording", ("write", "change", "withdraw"))
