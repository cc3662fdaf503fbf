"""The register on disk: journal, ledger, lock, backups."""
