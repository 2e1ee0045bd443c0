"""Rows that grow."""

import os

import numpy as np

from pulse.classify.arrays.lists import Growing


def test_a_forked_process_writes_rows_of_its_own():
    here = Growing(np.int32)
    here.add(np.array([1, 2], np.int32))
    child = os.fork()
    if not child:
        here.rows[:] = 9
        os._exit(0)
    os.waitpid(child, 0)
    assert here.rows.tolist() == [1, 2]


def test_rows_without_columns_can_be_kept():
    here = Growing(np.int32, 0)
    here.add(np.zeros((3, 0), np.int32))
    assert here.rows.shape == (3, 0)
