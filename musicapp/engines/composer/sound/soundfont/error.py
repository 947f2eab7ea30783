"""What is raised when a bank cannot be played."""

from __future__ import annotations


class BankError(ValueError):
    """A bank is damaged, is no SoundFont, or lacks a preset; its sentence names the bank and says what is wrong."""

    def __init__(self, bank: str, what: str) -> None:
        super().__init__(f"The sound bank {bank} {what}.")
