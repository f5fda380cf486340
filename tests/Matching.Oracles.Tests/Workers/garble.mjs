// Answers with something else.
process.stdin.on('data', () => process.stdout.write('Segmentation fault\n'));
