"""The sound of recordings: a short tone, of its own pitch for each, as a WAV file."""

from math import pi, sin
from struct import pack

# Samples of one byte, as on a telephone line.
RATE = 8000
SILENCE = 128
LOUDNESS = 100
# However long the talk was, the tone is short, so that the recordings of a campaign fit into one file.
LONGEST_SECONDS = 2

# One wave of each pitch: 1000, 800, 500, 400, 320, 250, 200 and 160 Hz.
_WAVES = tuple(
    bytes(SILENCE + round(LOUDNESS * sin(2 * pi * place / samples)) for place in range(samples))
    for samples in (8, 10, 16, 20, 25, 32, 40, 50)
)


def wav(seconds: int, pitch: int) -> bytes:
    """A tone of so many seconds, two at most, as a WAV file (8 kHz, 8 bit, mono); `pitch` chooses one of eight."""
    wave = _WAVES[pitch % len(_WAVES)]
    length = RATE * min(max(seconds, 0), LONGEST_SECONDS)
    samples = (wave * (length // len(wave) + 1))[:length]
    shape = pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE, 1, 8)
    return pack("<4sI4s", b"RIFF", 36 + length, b"WAVE") + shape + pack("<4sI", b"data", length) + samples
