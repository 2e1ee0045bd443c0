"""The week on paper: one content model, many formats, so that numbers cannot differ."""
