#!/usr/bin/env bash
# Path of a browser that the browser tests can drive. usage: chromium.sh find
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" 2>/dev/null && exit 0
done
for path in "/Applications/Chromium.app/Contents/MacOS/Chromium" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
  [ -x "$path" ] && { echo "$path"; exit 0; }
done
exit 1
