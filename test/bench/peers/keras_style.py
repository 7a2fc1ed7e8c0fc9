"""Keras' ImageDataGenerator as keras-preprocessing writes it: scipy's affine_transform channel by channel, order 1,
mode nearest, in one process, as it has no other way."""
import math
import os
import time

import numpy as np
from PIL import Image
from scipy import ndimage

from common import answer, digits, photos, request

ASK = request()
OUT, COPIES, MODE = ASK["out"], ASK["copies"], ASK["mode"]


def offset_centre(m, height, width):
    oy, ox = height / 2 - 0.5, width / 2 - 0.5
    there = np.array([[1, 0, oy], [0, 1, ox], [0, 0, 1]])
    back = np.array([[1, 0, -oy], [0, 1, -ox], [0, 0, 1]])
    return there @ m @ back


def transform(image, turn, move, slant, zoom, flips):
    height, width = image.shape[:2]
    a = math.radians(np.random.uniform(-turn, turn))
    s = math.radians(np.random.uniform(-slant, slant))
    ty, tx = np.random.uniform(-move, move) * height, np.random.uniform(-move, move) * width
    zy, zx = np.random.uniform(1 - zoom, 1 + zoom, 2)
    m = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
    m = m @ np.array([[1, 0, ty], [0, 1, tx], [0, 0, 1]])
    m = m @ np.array([[1, -math.sin(s), 0], [0, math.cos(s), 0], [0, 0, 1]])
    m = m @ np.array([[zy, 0, 0], [0, zx, 0], [0, 0, 1]])
    m = offset_centre(m, height, width)
    channels = np.rollaxis(image, 2, 0)
    made = [
        ndimage.affine_transform(one, m[:2, :2], m[:2, 2], order=1, mode="nearest", cval=0.0) for one in channels
    ]
    image = np.rollaxis(np.stack(made, axis=0), 0, 3)
    if flips and np.random.random() < 0.5:
        image = image[:, ::-1]
    if flips and np.random.random() < 0.5:
        image = image[::-1]
    return image


def all_photos():
    made = 0
    start = time.perf_counter()
    for path in photos(ASK["input"]):
        image = np.asarray(Image.open(path).convert("RGB"), np.float32)
        stem = os.path.splitext(os.path.basename(path))[0]
        for n in range(COPIES):
            out = Image.fromarray(transform(image, 60, 0.2, 11.5, 0.2, True).astype(np.uint8))
            out.save(os.path.join(OUT, f"{stem}_{n}.jpg"), quality=90)
            made += 1
    return time.perf_counter() - start, made


def all_digits():
    pictures = digits(ASK["input"])[: ASK["limit"]]
    into = np.empty((len(pictures) * COPIES, 28, 28), np.uint8)
    start = time.perf_counter()
    at = 0
    for picture in pictures:
        image = picture[..., None].astype(np.float32)
        for _ in range(COPIES):
            into[at] = transform(image, 15, 0.1, 10, 0.1, False)[..., 0]
            at += 1
    return time.perf_counter() - start, at


if __name__ == "__main__":
    answer(*(all_digits() if MODE == "digits" else all_photos()))
