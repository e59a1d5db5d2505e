# Shared by faxrcvd, sweep-recvq and notify; POSIX sh. Sourced, not run.
# shellcheck shell=sh

# A note keeps what HylaFAX told about one fax, as the lines that are posted:
#   pending/NAME   the house has not confirmed it
#   sealed/NAME    the house has sealed it; its file may go
#   notices/NAME   what became of a job of the house's own, not yet told
# NAME is the file's, or call-COMMID when there is no file; JOB-WHY of a notice.

complain() {
    printf 'kuvert: %s\n' "$*" >&2
}

load_configuration() {
    configuration=${KUVERT_HYLAFAX_CONF:-/etc/hylafax/kuvert.conf}
    if ! [ -r "$configuration" ]; then
        complain "cannot read $configuration"
        return 1
    fi
    SPOOL=/var/spool/hylafax KUVERT_URL='' KUVERT_KEY_FILE='' KUVERT_LINES=''
    KUVERT_OUTBOUND_URL='' KUVERT_OUTBOUND_KEY_FILE=''
    # shellcheck disable=SC2034 # both scripts use them
    FROM_CALLID=1 TO_CALLID=3
    # shellcheck source=/dev/null
    . "$configuration"
    umask 077
    mkdir -p "$SPOOL/kuvert/pending" "$SPOOL/kuvert/sealed" "$SPOOL/kuvert/notices"
}

# talk_to URL_NAME KEY_NAME: where everything is posted from now on, by the names of two settings.
talk_to() {
    eval "HOUSE_URL=\$$1 HOUSE_KEY_FILE=\$$2"
    case $HOUSE_URL in
        https://*) PROTOCOL='=https' ;;
        http://127.0.0.1[:/]*) PROTOCOL='=http' ;;
        *) complain "$1 must be an https address"; return 1 ;;
    esac
    if ! [ -r "$HOUSE_KEY_FILE" ]; then
        complain "cannot read $2"
        return 1
    fi
}

# fact NAME VALUE: one line, whatever the value holds; the house cuts it at 512 characters.
fact() {
    printf '%s: %s\n' "$1" "$(printf '%s' "$2" | head -c 2048 | base64 | tr -d '\n')"
}

# Hosts that post to the same house count their files alike.
host_name() {
    uname -n
}

# read_fact NAME NOTE
read_fact() {
    sed -n "s/^$1: //p" "$2" | head -n 1 | base64 -d
}

# Seconds since 1970 at which the file was last written: when reception ended.
written_at() {
    stat -c %Y -- "$1"
}

# number_of_line DEVICE: the number of a line whose exchange does not tell which one was dialled.
number_of_line() {
    [ -r "$KUVERT_LINES" ] || return 0
    awk -v device="$1" '$1 == device { print $2; exit }' "$KUVERT_LINES"
}

# safe_name TEXT: a name for a note that stays in its folder.
safe_name() {
    printf '%s' "$1" | tr -c 'A-Za-z0-9._-' '_' | head -c 100
}

# keep_note NAME [FOLDER]: writes standard input as a (pending) note, whole or not at all; prints its path.
keep_note() {
    note="$SPOOL/kuvert/${2:-pending}/$1"
    if cat >"$SPOOL/kuvert/.$1.$$" && mv -f -- "$SPOOL/kuvert/.$1.$$" "$note"; then
        printf '%s\n' "$note"
    else
        rm -f -- "$SPOOL/kuvert/.$1.$$"
        return 1
    fi
}

# body NOTE [FILE]: the facts, an empty line, the TIFF.
body() {
    cat -- "$1" && printf '\n' || return 1
    if [ -n "${2:-}" ]; then cat -- "$2"; fi
}

# post STEP NOTE [FILE]: true when the house answered 2xx. Nothing secret is on a command line.
post() {
    timestamp=$(date +%s)
    signature=$({ printf '%s.' "$timestamp"; body "$2" "${3:-}"; } | "$HERE/sign" "$HOUSE_KEY_FILE") || return 1
    status=$(body "$2" "${3:-}" | curl -q --silent --output /dev/null --write-out '%{http_code}' \
        --proto "$PROTOCOL" --connect-timeout 10 --max-time 180 \
        --header 'content-type: application/vnd.kuvert.fax' --header 'expect:' \
        --header "x-kuvert-timestamp: $timestamp" --header "x-kuvert-signature: $signature" \
        --data-binary @- "$HOUSE_URL/$1")
    case $status in
        2??) return 0 ;;
        *) complain "the house answered ${status:-nothing} for $(basename -- "$2")"; return 1 ;;
    esac
}

# post_fax NOTE: posts what the note says and, when it is sealed, says so by moving the note.
post_fax() {
    file=$(read_fact qfile "$1")
    if [ -z "$file" ]; then
        post received "$1" && rm -f -- "$1"
        return
    fi
    if ! [ -f "$SPOOL/$file" ]; then
        complain "$(basename -- "$1") is gone before it was sealed"
        post_call "$1" 'the file is gone from recvq' && rm -f -- "$1"
        return
    fi
    if ! post received "$1" "$SPOOL/$file"; then
        # it will never be taken as it is: somebody has to know before faxcron deletes it
        [ "$status" != 413 ] || post_call "$1" 'the fax is larger than allowed; its file is in recvq'
        return 1
    fi
    mv -f -- "$1" "$SPOOL/kuvert/sealed/$(basename -- "$1")"
}

# post_call NOTE ERROR: tells the call without its file, so that a person can ring back. Once, however often it is told.
post_call() {
    call="$SPOOL/kuvert/.call.$$"
    {
        fact commid "$(read_fact commid "$1") $(basename -- "$1")"
        fact error "$2"
        grep -E '^(host|device|from|to|received-at): ' "$1"
    } >"$call" && post received "$call"
    outcome=$?
    rm -f -- "$call"
    return "$outcome"
}

# post_notice NOTE: tells what became of a job; one whose delivery the house doesn't know is told to nobody.
post_notice() {
    tag=$(read_fact jobtag "$1")
    if ! post "${tag#kuvert:}" "$1"; then
        case ${status:-} in 400 | 404 | 422) ;; *) return 1 ;; esac
    fi
    rm -f -- "$1"
}
