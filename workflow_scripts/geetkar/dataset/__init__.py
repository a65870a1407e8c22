"""The songs as a data set for others: tables, card and metadata."""
