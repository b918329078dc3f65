#!/bin/sh
# Starts a sampler. If the one before it crashed, the spans that waited for their decision are sent to the new one: those
# that had been decided on within the journal too, so that a backend may get some spans twice.
#
#   RUM_STORAGE_DIR=/var/lib/otelcol/rum RUM_BACKEND=https://backend.example:4318 RUM_SAMPLER_LISTEN=10.0.0.11:4317 \
#     ./sampler.sh otelcol-contrib --config ../collector/config.yaml --config ../collector/prometheus.yaml --config sampler.yaml
#
# It needs curl, and split of the GNU core utilities.
set -eu

journal=${RUM_STORAGE_DIR:=/var/lib/otelcol/rum}/journal
replay=$RUM_STORAGE_DIR/replay
export RUM_STORAGE_DIR
export RUM_URL="http://${RUM_LISTEN:-127.0.0.1:4318}/v1/traces"

mkdir -p "$journal" "$replay"
for file in "$journal"/*; do
  [ -e "$file" ] && mv "$file" "$replay/$(date +%s)-$$-${file##*/}"
done

"$@" &
collector=$!
trap 'kill -TERM "$collector"' TERM INT

# A last line that the crash cut short is answered with 400: its gateway got no answer, and sends the batch again.
send_line='
  code=$(curl --silent --output /dev/null --write-out "%{http_code}" --retry 100 --retry-delay 1 --retry-connrefused \
    --header "Content-Type: application/json" --data-binary @- "$RUM_URL")
  [ "$code" = 200 ] || [ "$code" = 400 ]
'
for file in "$replay"/*; do
  [ -e "$file" ] || continue
  # What could not be sent stays for the next start.
  if split --lines=1 --filter="$send_line" "$file"; then rm "$file"; fi
done

status=0
wait "$collector" || status=$?
# A signal ends only the wait above, not yet the sampler.
while kill -0 "$collector" 2>/dev/null; do
  status=0
  wait "$collector" || status=$?
done

# A sampler that ends in order has decided about all of its traces.
if [ "$status" = 0 ]; then rm -f "$journal"/*; fi
exit "$status"
