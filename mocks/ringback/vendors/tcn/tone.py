"""The sound of recordings: a short tone, of its own pitch for each, as a WAV file."""

import wave
from io import BytesIO
from math import pi, sin

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
    period = _WAVES[pitch % len(_WAVES)]
    length = RATE * min(max(seconds, 0), LONGEST_SECONDS)
    samples = (period * (length // len(period) + 1))[:length]
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(samples)
    return file.getvalue()
