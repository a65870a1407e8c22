"""The scripts of Hindi: ITRANS, roman, Devanagari and IAST, and how words sound."""
