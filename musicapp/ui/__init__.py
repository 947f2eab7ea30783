"""The window: widgets that show values and emit wishes, and hold no rules."""
