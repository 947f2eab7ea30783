"""Mix: stems of many instruments become one, by rules that a style writes down."""
