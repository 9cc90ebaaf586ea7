#!/usr/bin/env python3
"""Checks that a look stands in the sealed log of Kring. Needs Python 3.9 and, for the signature, `cryptography`.

    python check_proof.py COPY.json [HEAD]

COPY.json is the copy that a resident asked for (`kring-copy/1`, see copy.md), one proof, or a list of them: the look
as it was sealed, its place, the hashes beside the way to the root, and the signed head (in a copy once, for all).
HEAD is a head, or a mail with one, that somebody else kept: then the proof must lead to that very head.
The hashes are those of RFC 9162, the signature is Ed25519 (RFC 8032).
"""

import json
import sys
from hashlib import sha256


def root_of(look: str, position: int, size: int, path: list) -> str:
    """The root that a look and the hashes beside its way lead to (RFC 9162, 2.1.3.2); blank when it is no proof."""
    if not 0 <= position < size:
        return ""
    node, last = sha256(b"\x00" + look.encode()).digest(), size - 1
    for beside in map(bytes.fromhex, path):
        if last == 0:
            return ""
        if position % 2 or position == last:
            node = sha256(b"\x01" + beside + node).digest()
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            node = sha256(b"\x01" + node + beside).digest()
        position, last = position // 2, last // 2
    return node.hex() if last == 0 else ""


def is_signed(head: dict) -> bool:
    """Whether the key that the head names signed it."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    unsigned = {name: value for name, value in head.items() if name != "signature"}
    line = json.dumps(unsigned, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"]))
        key.verify(bytes.fromhex(head["signature"]), b"kring log head 1\n" + line.encode())
    except InvalidSignature:
        return False
    return True


def what_is_wrong(proof: dict, kept: dict) -> str:
    """A sentence, or nothing when the proof holds."""
    head = proof["head"]
    if kept and kept != head:
        return "The proof leads to another head than the one that was kept."
    if not is_signed(head):
        return "The head has no good signature."
    if root_of(proof["look"], proof["position"], head["size"], proof["path"]) != head["root"]:
        return "This look is not in the log as it was sealed."
    return ""


def read_head(text: str) -> dict:
    """The first head in a file, also in the middle of a mail."""
    for line in text.splitlines():
        if line.strip().startswith("{"):
            return json.loads(line)
    sys.exit("There is no head in that file.")


def proofs_in(held: object) -> list:
    """The proofs in a copy, a list, or a single one. Stops at a copy of a kind that it does not know."""
    if isinstance(held, list):
        return held
    if not isinstance(held, dict) or "format" not in held:
        return [held]
    if held["format"] != "kring-copy/1":
        sys.exit("This copy is of a kind that this script does not know: " + str(held["format"]))
    return [{**proof, "head": held["head"]} for proof in held["looks"]]


def main() -> None:
    """Says of each proof whether it holds; the exit code is 1 when one does not."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        proofs = proofs_in(json.load(file))
    kept = {}
    if len(sys.argv) == 3:
        with open(sys.argv[2], encoding="utf-8") as file:
            kept = read_head(file.read())
    wrong = 0
    for proof in proofs:
        fault = what_is_wrong(proof, kept)
        look = json.loads(proof["look"])
        print(look["at"], look["page"], look["by_organisation"] or look["by_role"], "-", fault or "is in the log")
        print("    signed on", proof["head"]["signed_at"], "with the key", proof["head"]["key"])
        wrong += bool(fault)
    print(len(proofs), "looks,", wrong, "wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
