# Starts Valkey with one user, who may do what the application does with its own keys and channels, and no more.
# The user's line goes in by standard input: no password in a file or on a command line.
set -eu
: "${REDIS_USERNAME:?is not set: give it a name in pipeline.env}"
: "${REDIS_PASSWORD:?is not set: give it a value in secrets.env}"
sum=$(printf %s "$REDIS_PASSWORD" | sha256sum)
exec valkey-server "$(dirname "$0")/valkey.conf" - <<CONFIG
user default off
user $REDIS_USERNAME on #${sum%% *} ~quarterhour:* ~service:* &data_ingested &ingest_progress &service_status -@all +auth +hello +ping +publish +subscribe +unsubscribe +xadd +xrange +hset +expire +del +multi +exec
CONFIG
