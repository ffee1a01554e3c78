"""Attribution: the words that attribute (cue), who is quoted (source) and what is attributed (content)."""
