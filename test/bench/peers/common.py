"""What the peers share: one JSON request in argv, one JSON answer on stdout; start-up is not timed."""
import json
import os
import sys
import time
from multiprocessing import Pool


def request():
    return json.loads(sys.argv[1])


def photos(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def digits(folder):
    import numpy as np

    path = next(p for p in photos(folder) if "images" in p)
    data = np.fromfile(path, np.uint8)
    return data[16:].reshape(-1, 28, 28)


def warm(_):
    time.sleep(0.05)


def run_pool(work, paths, processes, initialise):
    """Seconds and pictures of `work(path)` over all paths in a pool that is warm and has done some of the work."""
    with Pool(processes, initialise) as pool:
        pool.map(warm, range(4 * processes), chunksize=1)
        pool.map(work, paths[: 2 * processes], chunksize=1)
        start = time.perf_counter()
        made = sum(pool.imap_unordered(work, paths, chunksize=1))
        return time.perf_counter() - start, made


def answer(seconds, pictures):
    print(json.dumps({"seconds": seconds, "pictures": pictures}))
