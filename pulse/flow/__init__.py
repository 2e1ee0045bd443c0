"""The write side: joins the stations so that what people write becomes sealed atoms; one of the only two joints.

pull -> pseudonymise, redact -> keep -> tag -> gather -> seal
"""
