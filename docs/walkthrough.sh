#!/usr/bin/env bash
# The whole life of a round over HTTP, from a reported need to a confirmed delivery and the donor's view of it (docs/walkthrough.md).
# Every write has a fixed key, so a second run changes nothing and prints the same.
#
#   MATCHING_URL   where the service listens; default http://127.0.0.1:5080
#   OFFICER, DONOR, PLANNER, APPROVER, AUDITOR
#                  the header by which each of them is known, as "Authorization: Bearer …", or @FILE with several
set -euo pipefail
export LC_ALL=C.UTF-8

api=${MATCHING_URL:-http://127.0.0.1:5080}/api/v1
: "${OFFICER:?the header of a commune officer of communes W1 and W2}" "${DONOR:?the header of somebody who speaks for donor walk-donor}"
: "${PLANNER:?the header of a national planner}" "${APPROVER:?the header of an approver}" "${AUDITOR:?the header of an auditor}"

say() { printf '\n%s\n' "$*"; }

# get WHO PATH
get() { curl -sS --fail-with-body -H "$1" "$api$2"; }

# post WHO PATH [BODY]; the key is made of path and body
post() {
    local sum
    sum=$(cksum <<<"${3-}")
    curl -sS --fail-with-body -X POST -H "$1" -H "Idempotency-Key: walkthrough$2-${sum%% *}" ${3:+-H "Content-Type: application/json" --data-binary "$3"} "$api$2"
    echo
}

say "1. The catalogue: two communes, one item."
post "$PLANNER" /catalogue '{
  "communes": [
    {"id": "W1", "name": "Xã Một", "province": "11", "province_name": "Điện Biên", "zone": "iii"},
    {"id": "W2", "name": "Xã Hai", "province": "11", "province_name": "Điện Biên", "zone": "iii"}],
  "items": [{"id": "walk_set", "name_vi": "Bộ đồ ấm", "name_en": "Warm clothes set", "category": "warm", "unit": "bộ", "unit_cost": 500000, "kind": "consumable"}]}'

say "2. The communes report what they need; somebody else verifies."
post "$OFFICER" /communes/W1/needs '{"id": "walk-1", "item": "walk_set", "quantity": 10, "urgency": "high", "year": 2026, "site": "Điểm trường Bản Một"}'
post "$OFFICER" /communes/W2/needs '{"id": "walk-2", "item": "walk_set", "quantity": 10, "urgency": "high", "year": 2026}'
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
get "$DONOR" /pledges/walk-money/way
echo

say "8. The ledger proves itself."
curl -sS --fail-with-body -X POST -H "$AUDITOR" "$api/ledger/verify" | grep -q '"sound":true'
echo "sound"
