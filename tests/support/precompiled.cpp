// For a library of which only the precompiled header is used.
