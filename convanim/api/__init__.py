"""The functions of ``convanim``, one file each, with every option in the signature.

``python -m tests.write_api`` makes them of the table of options; those that begin with an underscore are written.
"""
