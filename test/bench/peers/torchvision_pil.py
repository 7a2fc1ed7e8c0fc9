"""torchvision's transforms on PIL pictures, in a pool of processes as a DataLoader has one; one decode a photo."""
import os
import random

import numpy as np
import torch
from PIL import Image
from torchvision import transforms as T

from common import answer, photos, request, run_pool

ASK = request()
OUT, COPIES, MODE = ASK["out"], ASK["copies"], ASK["mode"]
STEPS = [
    T.RandomAffine(60, (0.2, 0.2), (0.8, 1.2), (-11.5, 11.5), interpolation=T.InterpolationMode.BILINEAR),
    T.RandomHorizontalFlip(),
    T.RandomVerticalFlip(),
]
if MODE == "colour":
    STEPS += [T.ColorJitter(0.2, 0.2, 0.2, 10 / 360), T.GaussianBlur(9, (0.5, 1.5))]
PIPELINE = T.Compose(STEPS)


def initialise():
    torch.set_num_threads(1)
    torch.manual_seed(os.getpid())
    random.seed(os.getpid())
    np.random.seed(os.getpid() % 2**32)


def noisy(image):
    data = np.asarray(image, np.float32)
    noise = np.random.normal(0, random.uniform(0.02, 0.05) * 255, data.shape)
    return Image.fromarray(np.clip(data + noise, 0, 255).astype(np.uint8))


def photo(path):
    image = Image.open(path)
    if MODE == "resize":
        image.draft("RGB", (1280, 1280))
        image = image.convert("RGB").resize((640, 640), Image.BILINEAR)
    image = image.convert("RGB")
    stem = os.path.splitext(os.path.basename(path))[0]
    for n in range(COPIES):
        made = PIPELINE(image)
        if MODE == "colour":
            made = noisy(made)
        made.save(os.path.join(OUT, f"{stem}_{n}.jpg"), quality=90)
    return COPIES


if __name__ == "__main__":
    answer(*run_pool(photo, photos(ASK["input"]), ASK["processes"], initialise))
