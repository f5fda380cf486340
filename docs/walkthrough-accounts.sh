#!/usr/bin/env bash
# Makes the five accounts of docs/walkthrough.sh and signs them in, as an operator and the five people would; sourced by it.
# The administrator exists already (./matching admin create) and is signed in with ADMIN_EMAIL and ADMIN_PASSWORD.
# Keeps each one's headers in $home, readable by this user alone; who has them there already stays signed in.

mkdir -p "$home"
chmod 700 "$home"
umask 077

# member NAME: the value of a text member of the JSON on the input
member() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

# totp SECRET: the code of this half minute (RFC 6238), made of the secret as an app makes it
totp() {
    local key mac offset
    key=$(base32 -d <<<"$1" | od -An -v -tx1 | tr -d ' \n')
    mac=$(printf '%016x' $(($(date +%s) / 30)) | sed 's/../\\x&/g' | xargs -0 printf '%b' | openssl dgst -sha1 -mac HMAC -macopt "hexkey:$key" | sed 's/.*= *//')
    offset=$((2 * 0x${mac:39:1}))
    printf '%06d' $(((0x${mac:offset:8} & 0x7fffffff) % 1000000))
}

# call NAME METHOD PATH [BODY]: with the cookies of NAME
call() {
    curl -sS --fail-with-body -X "$2" -b "$home/$1.cookies" -c "$home/$1.cookies" ${4:+-H "Content-Type: application/json" --data-binary "$4"} ${5:+-H "X-CSRF-Token: $5"} "$api$3"
}

# sign_in NAME EMAIL PASSWORD: with the second factor where the role asks for one; leaves the headers in $home/NAME
sign_in() {
    local answer token secret
    answer=$(call "$1" POST /session "{\"email\": \"$2\", \"password\": \"$3\"}")
    case $(member next <<<"$answer") in
        enrol)
            secret=$(call "$1" POST /session/enrolment | member secret)
            echo "$secret" >"$home/$1.totp"
            answer=$(call "$1" POST /session/enrolment/code "{\"code\": \"$(totp "$secret")\"}")
            ;;
        totp) answer=$(call "$1" POST /session/totp "{\"code\": \"$(totp "$(cat "$home/$1.totp")")\"}") ;;
    esac
    token=$(member antiforgery_token <<<"$answer")
    printf 'X-CSRF-Token: %s\nCookie: %s\n' "$token" "$(awk '/matching-/ { printf "%s%s=%s", sep, $6, $7; sep = "; " }' "$home/$1.cookies")" >"$home/$1"
}

# invite NAME GRANT: the administrator creates the account; its person sets a password with the invitation and signs in
invite() {
    local email=$1@walkthrough.example password token invitation
    [ -f "$home/$1" ] && return
    password=$(openssl rand -base64 24)
    token=$(sed -n 's/^X-CSRF-Token: //p' "$home/admin")
    invitation=$(call admin POST /users "{\"email\": \"$email\", \"grant\": $2}" "$token" | member token)
    call "$1" PUT /session/password "{\"email\": \"$email\", \"token\": \"$invitation\", \"password\": \"$password\"}"
    sign_in "$1" "$email" "$password"
}

# machine NAME ROLE: a key, for a role that machines may hold
machine() {
    local token
    [ -f "$home/$1" ] && return
    token=$(sed -n 's/^X-CSRF-Token: //p' "$home/admin")
    printf 'Authorization: Bearer %s\n' "$(call admin POST /keys "{\"name\": \"$1\", \"role\": \"$2\", \"expires_at\": \"$(date -u -d '+30 days' +%Y-%m-%dT%H:%M:%SZ)\"}" "$token" | member key)" >"$home/$1"
}

[ -f "$home/admin" ] || sign_in admin "$ADMIN_EMAIL" "$ADMIN_PASSWORD"
invite officer '{"roles": ["commune-officer"], "communes": ["W1", "W2"]}'
invite donor '{"roles": ["donor"], "donors": ["walk-donor"]}'
invite planner '{"roles": ["national-planner"]}'
invite approver '{"roles": ["approver"]}'
machine auditor auditor
OFFICER=@$home/officer DONOR=@$home/donor PLANNER=@$home/planner APPROVER=@$home/approver AUDITOR=@$home/auditor
