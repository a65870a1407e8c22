"""The source article's explanations, computed: one module a section of the primer, each with the numbers it states."""
