"""How much a page takes in one request, and how long it waits."""

VOICE = 20 * 1024 * 1024  # bytes; the same as a Telegram bot may fetch
FORM = 64 * 1024  # bytes of a form without a voice; 5,000 letters of Arabic, percent-encoded, are 30 kB
FRAME = FORM  # bytes around a voice: boundaries and the other fields
JSON = 1024 * 1024  # bytes of a machine's message; what Telegram brings by itself is a tenth of that at most
FIELDS = 20  # fields of a form; pages have at most eight
FIELD = FORM  # bytes of one field
TURN = 4.0  # seconds a reply waits for its turn; a slower one shows itself by the events
STILL_HERE = 15.0  # seconds between signs of life on an event stream; proxies close silent ones after 30 or 60
RESTED = 60  # seconds; a page loaded again later than this after « stop » or « finished » is somebody coming back
AWAY = 6 * 3600  # seconds; after as long as this a person is told where we stopped
LASTING = 365 * 24 * 3600  # seconds a versioned file may be kept by the browser
SOUND_KEPT = 24 * 3600  # seconds a clip may be kept by the browser; somebody may record a better one
SOUNDS = 20_000  # clips whose names are remembered at once; some 4 MB
