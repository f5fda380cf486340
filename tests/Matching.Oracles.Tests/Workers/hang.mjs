// Takes requests and never answers.
process.stdin.resume();
