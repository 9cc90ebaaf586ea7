"""Small stories: what happens in a household, in pieces, told again with other names, words and days."""
