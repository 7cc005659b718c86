{
  description = "C++20 SDK for Globant Enterprise AI";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      version = builtins.head (builtins.match ".*version: '([0-9.]+)'.*" (builtins.readFile ../meson.build));
      package = pkgs: pkgs.stdenv.mkDerivation {
        pname = "geai";
        inherit version;
        src = self.sourceInfo.outPath;  # the whole checkout, since this flake is in a subfolder
        nativeBuildInputs = with pkgs; [ meson ninja pkg-config python3 ];
        propagatedBuildInputs = with pkgs; [ boost simdjson curl ];
        mesonFlags = [ "-Dtests=false" "-Dtools=false" "-Dexamples=false" ];
        meta = {
          description = "C++20 SDK for Globant Enterprise AI";
          license = pkgs.lib.licenses.mit;
          platforms = systems;
        };
      };
    in {
      packages = nixpkgs.lib.genAttrs systems (system: { default = package nixpkgs.legacyPackages.${system}; });
    };
}
