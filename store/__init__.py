"""The register: words, rules, ledger and disk. Knows nothing of screens or workbooks."""
