"""Seals over the looks: a later change, a removed or an added row shows (RFC 9162, Ed25519)."""
