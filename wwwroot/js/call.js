// Calls the server. While the connection is lost a call would never come to an end, and one that is under way when it breaks has none either: who waits
// for it is told at once. Whether the server still got it nobody knows.
const away = () => new Error('the server is away');

export const call = async (dotnet, name, ...values) => {
  if (document.documentElement.dataset.connection === 'lost') {
    throw away();
  }

  let broke;
  const broken = new Promise((_, fail) => { broke = () => fail(away()); });
  addEventListener('chathub:lost', broke);
  try {
    return await Promise.race([dotnet.invokeMethodAsync(name, ...values), broken]);
  } finally {
    removeEventListener('chathub:lost', broke);
  }
};
