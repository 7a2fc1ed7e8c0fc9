"""OpenCV written the way Albumentations does it: one matrix a variant, warpAffine with replicated edges, LUTs for
brightness and contrast, HSV for hue, GaussianBlur, numpy's normal noise; one decode a photo; a pool of processes."""
import math
import os

import cv2
import numpy as np

from common import answer, digits, photos, request, run_pool

ASK = request()
OUT, COPIES, MODE = ASK["out"], ASK["copies"], ASK["mode"]
RNG = np.random.default_rng(1)


def initialise():
    global RNG
    cv2.setNumThreads(1)
    RNG = np.random.default_rng(os.getpid())


def matrix(width, height, turn, shift, shear, zoom, flips):
    """Forward map about the centre of pixels."""
    cx, cy = (width - 1) / 2, (height - 1) / 2
    a = math.radians(RNG.uniform(-turn, turn))
    s = math.tan(math.radians(RNG.uniform(-shear, shear)))
    z = RNG.uniform(1 - zoom, 1 + zoom)
    fx = -1 if flips and RNG.random() < 0.5 else 1
    fy = -1 if flips and RNG.random() < 0.5 else 1
    turned = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])
    linear = np.diag([fx, fy]) @ (z * turned) @ np.array([[1, s], [0, 1]])
    tx, ty = RNG.uniform(-shift, shift) * width, RNG.uniform(-shift, shift) * height
    move = np.array([cx + tx, cy + ty]) - linear @ np.array([cx, cy])
    return np.hstack([linear, move[:, None]])


def warp(image, m):
    height, width = image.shape[:2]
    return cv2.warpAffine(image, m, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def table(values):
    return np.clip(values, 0, 255).astype(np.uint8)


def jitter(image):
    """ColorJitter of Albumentations 1.3: four functions, each over 8 bit."""
    levels = np.arange(256, dtype=np.float32)
    image = cv2.LUT(image, table(levels * RNG.uniform(0.8, 1.2)))
    mean = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).mean()
    factor = RNG.uniform(0.8, 1.2)
    image = cv2.LUT(image, table(levels * factor + mean * (1 - factor)))
    factor = RNG.uniform(0.8, 1.2)
    grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    image = cv2.addWeighted(image, factor, grey, 1 - factor, 0)
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    shift = RNG.uniform(-10, 10) / 2
    hsv[..., 0] = cv2.LUT(np.ascontiguousarray(hsv[..., 0]), np.mod(levels + shift, 180).astype(np.uint8))
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


def noisy(image):
    noise = RNG.normal(0, RNG.uniform(0.02, 0.05) * 255, image.shape).astype(np.float32)
    return np.clip(image.astype(np.float32) + noise, 0, 255).astype(np.uint8)


def variant(image):
    height, width = image.shape[:2]
    image = warp(image, matrix(width, height, 60, 0.2, 11.5, 0.2, True))
    if MODE == "colour":
        image = jitter(image)
        image = cv2.GaussianBlur(image, (0, 0), RNG.uniform(0.5, 1.5))
        image = noisy(image)
    return image


def photo(path):
    """Photos that become smaller are brought to their size once, which spares the peer 12 megapixels a variant."""
    image = cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB)
    if MODE == "resize":
        image = cv2.resize(image, (640, 640), interpolation=cv2.INTER_AREA)
    stem = os.path.splitext(os.path.basename(path))[0]
    for n in range(COPIES):
        made = cv2.cvtColor(variant(image), cv2.COLOR_RGB2BGR)
        cv2.imwrite(os.path.join(OUT, f"{stem}_{n}.jpg"), made, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return COPIES


def all_digits():
    import time

    pictures = digits(ASK["input"])[: ASK["limit"]]
    into = np.empty((len(pictures) * COPIES, 28, 28), np.uint8)
    initialise()
    start = time.perf_counter()
    at = 0
    for picture in pictures:
        for _ in range(COPIES):
            into[at] = warp(picture, matrix(28, 28, 15, 0.1, 10, 0.1, False))
            at += 1
    answer(time.perf_counter() - start, at)


if __name__ == "__main__":
    if MODE == "digits":
        all_digits()
    else:
        answer(*run_pool(photo, photos(ASK["input"]), ASK["processes"], initialise))
