"""The demo: the fictional municipality of Elzenvoort, made by calling the same actions as the pages."""
