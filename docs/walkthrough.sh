#!/usr/bin/env bash
# The whole life of a round over HTTP, from a spreadsheet of needs to a confirmed delivery and what the donor sees of it (docs/walkthrough.md).
# Every write has a fixed key, so a second run changes nothing and prints the same.
#
#   MATCHING_URL                  where the service listens; default http://127.0.0.1:5080
#   ADMIN_EMAIL, ADMIN_PASSWORD   the administrator, who creates the accounts of the others (docs/walkthrough-accounts.sh)
#   WALKTHROUGH_HOME              keeps what a second run needs: sign-ins, and the preview that was seen; default out/walkthrough
# or, in place of the administrator:
#   OFFICER, DONOR, PLANNER, APPROVER, AUDITOR
#                                 the header by which each of them is known, as "Authorization: Bearer …", or @FILE with several
set -euo pipefail
export LC_ALL=C.UTF-8

docs=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
api=${MATCHING_URL:-http://127.0.0.1:5080}/api/v1
home=${WALKTHROUGH_HOME:-$docs/../out/walkthrough}
mkdir -p "$home"

say() { printf '\n%s\n' "$*"; }

# get WHO PATH
get() { curl -sS --fail-with-body -H "$1" "$api$2"; }

# post WHO PATH [BODY]; the key is made of path and body. "If-Match: *" says: whatever the version is. A program sends the ETag of what it saw.
post() {
    local sum
    sum=$(cksum <<<"${3-}")
    curl -sS --fail-with-body -X POST -H "$1" -H "Idempotency-Key: walkthrough$2-${sum%% *}" -H "If-Match: *" ${3:+-H "Content-Type: application/json" --data-binary "$3"} "$api$2"
    echo
}

if [ -n "${ADMIN_EMAIL-}" ]; then
    say "0. Accounts: invited by the administrator, with a second factor where the role asks for one."
    . "$docs/walkthrough-accounts.sh"
fi
: "${OFFICER:?the header of a commune officer of communes W1 and W2, or ADMIN_EMAIL and ADMIN_PASSWORD}" "${DONOR:?the header of somebody who speaks for donor walk-donor}"
: "${PLANNER:?the header of a national planner}" "${APPROVER:?the header of an approver}" "${AUDITOR:?the header of an auditor}"

say "1. The catalogue: two communes, one item."
post "$PLANNER" /catalogue '{
  "communes": [
    {"id": "W1", "name": "Xã Một", "province": "11", "province_name": "Điện Biên", "zone": "iii"},
    {"id": "W2", "name": "Xã Hai", "province": "11", "province_name": "Điện Biên", "zone": "iii"}],
  "items": [{"id": "walk_set", "name_vi": "Bộ đồ ấm", "name_en": "Warm clothes set", "category": "warm", "unit": "bộ", "unit_cost": 500000, "kind": "consumable"}]}'

say "2. The officer hands in a spreadsheet of needs: looks at the preview, then takes it in as seen. Somebody else verifies."
table=(-H "$OFFICER" -H "Content-Type: text/csv" --data-binary "@$docs/walkthrough-needs.csv")
query="year=2026&dates=dmy&name=walkthrough-needs.csv"
[ -f "$home/preview" ] || curl -sS --fail-with-body "${table[@]}" -D "$home/preview.headers" -o "$home/preview" "$api/imports/needs/preview?$query"
cat "$home/preview"
echo
seen=$(tr -d '\r' <"$home/preview.headers" | sed -n 's/^[Ee][Tt]ag: //p')
curl -sS --fail-with-body "${table[@]}" -H "If-Match: $seen" -H "Idempotency-Key: walkthrough-needs" "$api/imports/needs?$query"
echo
get "$OFFICER" /needs.xlsx >"$home/needs.xlsx"
curl -sS --fail-with-body -H "$OFFICER" -H "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" --data-binary "@$home/needs.xlsx" "$api/imports/needs/preview" |
    grep -q '"added":0,"changed":0,"unchanged":2'
echo "handed out as a workbook and handed in again: nothing to change"
post "$PLANNER" /communes/W1/needs/walk-1/verify
post "$PLANNER" /communes/W2/needs/walk-2/verify

say "3. A donor checks a pledge, offers it, and hands it over."
pledge='{"id": "walk-money", "donor": "walk-donor", "donor_name": "Nhà tài trợ Mẫu", "kind": "money", "amount": 6000000, "conditions": {"items": ["walk_set"], "max_per_commune": 4000000}}'
curl -sS --fail-with-body -H "$DONOR" -H "Content-Type: application/json" --data-binary "$pledge" "$api/pledges/check" >/dev/null
post "$DONOR" /pledges "$pledge"
post "$PLANNER" /pledges/walk-money/accept
post "$PLANNER" /pledges/walk-money/receive '{"amount": 6000000, "voucher": "UNC-0001"}'

say "4. A round: created, frozen, solved twice under different policies."
post "$PLANNER" /rounds '{"id": "walk", "name": "Đợt mẫu", "as_of": "2026-11-22"}'
post "$PLANNER" /rounds/walk/freeze
for policy in leximin max_coverage; do
    order=$(post "$PLANNER" /rounds/walk/solves "{\"plan\": \"$policy\", \"fairness\": \"$policy\", \"time_limit_seconds\": 60}")
    solve=$(sed -n 's/^{"id":"\([0-9a-f]*\)".*/\1/p' <<<"$order")
    get "$PLANNER" "/rounds/walk/solves/$solve/events" >/dev/null # ends when the solve does
    get "$PLANNER" "/rounds/walk/solves/$solve" | grep -q '"state":"done"'
done
get "$PLANNER" /rounds/walk/plans/leximin/lines
echo
get "$PLANNER" /rounds/walk/plans/leximin/lines/walk-1/explanation
echo

say "5. One proposes, another approves; then it is published."
post "$PLANNER" /rounds/walk/propose '{"plan": "leximin"}'
post "$APPROVER" /rounds/walk/approve
post "$PLANNER" /rounds/walk/publish

say "6. Sent, handed over, counted by the commune."
for need in walk-1 walk-2; do
    given=$(get "$PLANNER" "/deliveries/walk/walk-money/$need" | sed -n 's/.*"amount":\([0-9]*\).*/\1/p')
    post "$PLANNER" "/deliveries/walk/walk-money/$need/dispatch" "{\"amount\": $given}"
    post "$PLANNER" "/deliveries/walk/walk-money/$need/deliver" "{\"amount\": $given}"
    post "$OFFICER" "/deliveries/walk/walk-money/$need/confirm" "{\"received\": $given}"
done
post "$PLANNER" /rounds/walk/close

say "7. The donor sees where it went."
get "$DONOR" /pledges/walk-money/statement
echo

say "8. The ledger proves itself."
curl -sS --fail-with-body -X POST -H "$AUDITOR" "$api/ledger/verify" | grep -q '"sound":true'
echo "sound"
