# docker build -t chathub .
# docker run -p 127.0.0.1:8080:8080 -p 9000:9000 -p 9999:9999 -v chathub:/data chathub

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What decides the packages, and nothing else: the restore stays cached until one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props WebRoot.targets ./
COPY src/ChatHub.Framing/ChatHub.Framing.csproj src/ChatHub.Framing/
COPY src/ChatHub.Chat/ChatHub.Chat.csproj src/ChatHub.Chat/
COPY src/ChatHub.Wire/ChatHub.Wire.csproj src/ChatHub.Wire/
COPY src/ChatHub.Server/ChatHub.Server.csproj src/ChatHub.Server/
# Compiled for this machine's processor ahead of time: the server starts in two thirds of the time.
RUN dotnet restore src/ChatHub.Server --use-current-runtime -p:PublishReadyToRun=true

COPY .editorconfig BannedSymbols.txt ./
COPY src/ src/
COPY wwwroot/ wwwroot/
# The end-to-end tests run this very command and start what it makes as ENTRYPOINT says.
RUN dotnet publish src/ChatHub.Server -c Release -o /app --no-restore --use-current-runtime -p:PublishReadyToRun=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
RUN mkdir /data && chown "$APP_UID" /data
ENV ChatHub__DataDirectory=/data \
    Urls=http://0.0.0.0:8080
# Declared after the folder has its owner: a new volume takes it over.
VOLUME /data
EXPOSE 8080 9000 9999
USER $APP_UID
# The image has no curl or wget; bash can open a socket itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080 && printf "GET /healthz/live HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3 && read -r _ status _ <&3 && [ "$status" = 200 ]'
# An absolute path, so that the working directory is free to choose.
ENTRYPOINT ["dotnet", "/app/ChatHub.Server.dll"]
